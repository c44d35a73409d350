// Places of an app and of a hub.
#include "cli/serving.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <climits>

#include "cli/home.h"
#include "platform/files.h"
#include "platform/system.h"
#include "store/postgres/postgres_hub.h"
#include "store/sqlite/sqlite_hub.h"

namespace ajar::cli {
namespace {

// Each is a backend of the database's; a commit waits for its disk, so a few at once share its
// syncs. Whoever reads does not wait for them: a commit may wait long, for a standby that is away.
constexpr int postgres_writers = 8, postgres_readers = 3;

bool is_app(const std::string& folder) {
  struct stat about {};
  return stat((folder + "/index.html").c_str(), &about) == 0 && S_ISREG(about.st_mode);
}

}  // namespace

Result<std::string> app_folder(const std::optional<std::string>& asked) {
  if (asked) return *asked;
  std::array<char, PATH_MAX> path{};
  const auto length = readlink("/proc/self/exe", path.data(), path.size() - 1);
  std::string place(path.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  place.resize(place.rfind('/') == std::string::npos ? 0 : place.rfind('/'));
  if (is_app(place + "/../share/ajar/web")) return place + "/../share/ajar/web";
  for (int above = 0; above < 4 && !place.empty(); ++above) {
    if (is_app(place + "/web/dist")) return place + "/web/dist";
    place.resize(place.rfind('/') == std::string::npos ? 0 : place.rfind('/'));
  }
  return Error{.code = "site/not_built", .detail = "web/dist"};
}

Result<std::uint16_t> read_port(const std::optional<std::string>& typed) {
  if (!typed) return hub::Options{}.port;
  const bool digits = !typed->empty() && typed->size() < 6 &&
                      typed->find_first_not_of("0123456789") == std::string::npos;
  const int port = digits ? std::stoi(*typed) : -1;
  if (port < 0 || port > 65535) {
    return Error{.code = "cli/out_of_range", .field = "--port", .detail = "0…65535"};
  }
  return static_cast<std::uint16_t>(port);
}

bool HubPlace::is_postgres() const {
  return store.starts_with("postgres://") || store.starts_with("postgresql://");
}

Result<HubPlace> HubPlace::of(const Context& context, const std::optional<std::string>& store,
                              const std::optional<std::string>& key) {
  HubPlace place;
  if (store) place.store = *store;
  if (key) place.key = *key;
  if (store && !place.is_postgres() && !key) place.key = *store + ".key";
  if (!place.store.empty() && !place.key.empty()) return place;
  const std::string folder = TRY(Home::folder(context)) + "/hub";
  TRY(platform::make_private_folder(folder));
  if (place.store.empty()) place.store = folder + "/hub.db";
  if (place.key.empty()) place.key = folder + "/hub.key";
  return place;
}

Result<std::unique_ptr<store::HubStore>> HubPlace::open() const {
  if (is_postgres()) return store::postgres_hub_maker(store)();
  return store::open_sqlite_hub(store, store::Use::write);
}

hub::Stores HubPlace::stores() const {
  if (is_postgres()) {
    const auto maker = store::postgres_hub_maker(store);
    return {.write = maker,
            .read = maker,
            .writers = postgres_writers,
            .readers = postgres_readers,
            .shared = true};
  }
  return {.write = [at = store] { return store::open_sqlite_hub(at, store::Use::write); },
          .read = [at = store] { return store::open_sqlite_hub(at, store::Use::read); },
          .writers = 1,
          .readers = 1};
}

Result<vault::Hash> HubPlace::read_key() const {
  auto bytes = platform::read_file(key, vault::Hash{}.size());
  if (!bytes && bytes.error().code == "file/missing") {
    vault::Hash fresh{};
    platform::SystemRandom random;
    random.fill(fresh);
    TRY(platform::write_file(key, fresh));
    return fresh;
  }
  if (!bytes) return bytes.error();
  if (bytes->size() != vault::Hash{}.size()) return Error{.code = "hub/bad_key", .detail = key};
  return vault::read_array<vault::Hash>(bytes->data());
}

}  // namespace ajar::cli
