// Stands before the C library's calls that change files (LD_PRELOAD), counts them, and at the Nth
// one does what the environment says. Linux only.
//
// CRASH_AT=N with CRASH_HOW=kill (stop before the call), half (do half of a write, then stop), full
// (every write fails from there on, as on a full disk) or sync (that sync fails, once).
// CRASH_TRACE=FILE writes down every call instead. Calls on descriptors up to 2 are let through; a
// write to descriptor 3 is the writer's acknowledgement; with CRASH_SOCKET set it is instead
// whatever is sent to a socket, and files alone are counted. With CRASH_UNTIL=FILE a full disk has
// room again as soon as that file is there.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { acknowledgement = 3 };

static long at, count;
static char how;  // first letter of CRASH_HOW
static int trace = -1;
static int by_socket;
static const char* until;
static pthread_mutex_t noting = PTHREAD_MUTEX_INITIALIZER;
static __thread int inside;

static void* real(const char* name) {
  return dlsym(RTLD_NEXT, name);
}
#define REAL(name) ((__typeof__(&name))real(#name))

__attribute__((constructor)) static void begin(void) {
  const char* number = getenv("CRASH_AT");
  const char* word = getenv("CRASH_HOW");
  const char* path = getenv("CRASH_TRACE");
  at = number ? atol(number) : 0;
  how = word ? word[0] : 'k';
  by_socket = getenv("CRASH_SOCKET") != NULL;
  until = getenv("CRASH_UNTIL");
  if (path) trace = REAL(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

// One line of the trace: kind, path, second path or offset and length, then the bytes.
static void note(char kind, const char* path, const char* other, off_t offset, const void* bytes,
                 size_t size) {
  if (trace < 0) return;
  char head[1200];
  const int length = snprintf(head, sizeof head, "%c\t%s\t%s\t%lld\t%zu\n", kind, path, other,
                              (long long)offset, size);
  pthread_mutex_lock(&noting);
  ssize_t written = REAL(write)(trace, head, (size_t)length);
  if (written == length && size > 0) written = REAL(write)(trace, bytes, size);
  pthread_mutex_unlock(&noting);
  if (written < 0) abort();
}

static const char* path_of(int file) {
  static __thread char path[512];
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  path[length < 0 ? 0 : length] = 0;
  return path;
}

// Is this the call to stop at?
static int now(void) {
  return at > 0 && __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST) == at;
}
static void stop(void) {
  kill(getpid(), SIGKILL);
}
static int failing(void) {
  return at > 0 && how == 'f' && count >= at && !(until && access(until, F_OK) == 0);
}

static ssize_t changed(int file, const void* bytes, size_t size, off_t offset,
                       ssize_t (*go)(int, const void*, size_t, off_t)) {
  if (file <= 2 || file == trace || inside) return go(file, bytes, size, offset);
  if (by_socket && path_of(file)[0] != '/') return go(file, bytes, size, offset);
  if (file == acknowledgement && !by_socket) {
    note('a', "", "", 0, bytes, size);
    return go(file, bytes, size, offset);
  }
  const int stop_here = how != 's' && now();
  if (failing()) {
    errno = ENOSPC;
    return -1;
  }
  if (stop_here && how == 'h') go(file, bytes, size / 2, offset);
  if (stop_here) stop();
  const ssize_t written = go(file, bytes, size, offset);
  if (written > 0)
    note('w', path_of(file), "", offset < 0 ? lseek(file, 0, SEEK_CUR) - written : offset, bytes,
         (size_t)written);
  return written;
}

ssize_t sendmsg(int file, const struct msghdr* message, int flags) {
  if (by_socket && message->msg_iovlen > 0)
    note('a', "", "", 0, message->msg_iov[0].iov_base, message->msg_iov[0].iov_len);
  return REAL(sendmsg)(file, message, flags);
}

static ssize_t go_write(int file, const void* bytes, size_t size, off_t offset) {
  (void)offset;
  return REAL(write)(file, bytes, size);
}
static ssize_t go_pwrite(int file, const void* bytes, size_t size, off_t offset) {
  return REAL(pwrite)(file, bytes, size, offset);
}

ssize_t write(int file, const void* bytes, size_t size) {
  return changed(file, bytes, size, -1, go_write);
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
  return changed(file, bytes, size, offset, go_pwrite);
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off_t offset) {
  return changed(file, bytes, size, offset, go_pwrite);
}

static int synced(int file, int (*go)(int)) {
  if (now()) {
    if (how == 's') {
      errno = EIO;
      return -1;
    }
    if (how != 'f') stop();
  }
  const int result = go(file);
  if (result == 0) note('s', path_of(file), "", 0, NULL, 0);
  return result;
}
int fsync(int file) {
  return synced(file, REAL(fsync));
}
int fdatasync(int file) {
  return synced(file, REAL(fdatasync));
}

static int cut(int file, off_t size, int (*go)(int, off_t)) {
  if (how != 's' && now() && how != 'f') stop();
  const int result = go(file, size);
  if (result == 0) note('t', path_of(file), "", size, NULL, 0);
  return result;
}
int ftruncate(int file, off_t size) {
  return cut(file, size, REAL(ftruncate));
}
int ftruncate64(int file, off_t size) {
  return cut(file, size, REAL(ftruncate64));
}

int rename(const char* from, const char* to) {
  if (how != 's' && now() && how != 'f') stop();
  const int result = REAL(rename)(from, to);
  if (result == 0) note('r', from, to, 0, NULL, 0);
  return result;
}
int unlink(const char* path) {
  const int there = access(path, F_OK) == 0;
  if (there && how != 's' && now() && how != 'f') stop();
  const int result = REAL(unlink)(path);
  if (result == 0) note('u', path, "", 0, NULL, 0);
  return result;
}

static int opened(const char* path, int flags, mode_t mode, int (*go)(const char*, int, ...)) {
  const int fresh = (flags & O_CREAT) != 0 && access(path, F_OK) != 0;
  if (fresh && how != 's' && now() && how != 'f') stop();
  if (fresh && failing()) {
    errno = ENOSPC;
    return -1;
  }
  const int file = go(path, flags, mode);
  if (file >= 0 && fresh) note('c', path, "", 0, NULL, 0);
  return file;
}
int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return opened(path, flags, mode, REAL(open));
}
int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return opened(path, flags, mode, REAL(open64));
}
