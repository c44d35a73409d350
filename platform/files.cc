// Files by POSIX calls.
#include "platform/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace ajar::platform {
namespace {

// A file descriptor that closes itself.
class Handle {
 public:
  explicit Handle(int number) : number_(number) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  bool close() {
    const int number = number_;
    number_ = -1;
    return ::close(number) == 0;
  }

 private:
  int number_;
};

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

bool write_all(int file, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Error file_error(int number, const std::string& path) {
  std::string_view code = "file/failed";
  if (number == ENOENT) code = "file/missing";
  if (number == EEXIST) code = "file/exists";
  if (number == EACCES || number == EPERM || number == EROFS) code = "file/not_permitted";
  if (number == ENOSPC || number == EDQUOT || number == EFBIG) code = "file/no_space";
  if (number == EISDIR || number == ENOTDIR) code = "file/not_a_file";
  const char* name = strerrorname_np(number);
  return Error{.code = code, .field = path, .detail = name ? name : std::to_string(number)};
}

Result<std::vector<std::uint8_t>> read_file(const std::string& path, std::size_t limit) {
  const Handle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return file_error(errno, path);
  struct stat about {};
  if (::fstat(file.number(), &about) != 0) return file_error(errno, path);
  if (S_ISDIR(about.st_mode)) return file_error(EISDIR, path);
  const Error too_long{.code = "file/too_long", .field = path, .detail = std::to_string(limit)};
  if (static_cast<std::uint64_t>(about.st_size) > limit) return too_long;

  // A pipe has no size: read piece by piece, one byte past the limit at most.
  std::vector<std::uint8_t> bytes;
  std::size_t used = 0;
  for (;;) {
    bytes.resize(
        std::min(limit + 1,
                 used + std::max<std::size_t>(4096, static_cast<std::size_t>(about.st_size) + 1)));
    const ssize_t count = ::read(file.number(), bytes.data() + used, bytes.size() - used);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return file_error(errno, path);
    if (count == 0) break;
    used += static_cast<std::size_t>(count);
    if (used > limit) return too_long;
  }
  bytes.resize(used);
  return bytes;
}

Status write_file(const std::string& path, std::span<const std::uint8_t> bytes, unsigned mode) {
  std::string fresh = path + ".XXXXXX";
  Handle file(::mkostemp(fresh.data(), O_CLOEXEC));
  if (file.number() < 0) return file_error(errno, path);
  const bool written = ::fchmod(file.number(), static_cast<mode_t>(mode)) == 0 &&
                       write_all(file.number(), bytes) && ::fsync(file.number()) == 0 &&
                       file.close() && ::rename(fresh.c_str(), path.c_str()) == 0;
  if (!written) {
    const int number = errno;
    ::unlink(fresh.c_str());
    return file_error(number, path);
  }
  return sync_folder(folder_of(path));
}

Status make_private_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0) return sync_folder(folder_of(path));
  if (errno == ENOENT && folder_of(path) != path) {
    if (Status above = make_private_folder(folder_of(path)); !above) return above;
    if (::mkdir(path.c_str(), 0700) == 0) return sync_folder(folder_of(path));
  }
  const int number = errno;
  struct stat about {};
  if (number == EEXIST && ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode)) return ok();
  return file_error(number == EEXIST ? ENOTDIR : number, path);
}

Status remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0) return file_error(errno, path);
  return sync_folder(folder_of(path));
}

bool exists(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

Status sync_folder(const std::string& path) {
  const Handle folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.number() < 0 || ::fsync(folder.number()) != 0) return file_error(errno, path);
  return ok();
}

}  // namespace ajar::platform
