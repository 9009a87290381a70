/*
 * Preloaded into a process, makes one of its calls that change files fail, or copies a folder as it is just before each of them:
 * that copy is what a SIGKILL at that moment would leave, because a kill takes nothing back that a call has done.
 *
 * It is told what to do by mkdir of a path that cannot exist (see control.ts):
 *   /fail-calls/fail/KINDS/ERRNO/N     the N-th call of these kinds fails with that error
 *   /fail-calls/copy/KINDS/MOST/PATH   before each of the first MOST calls of these kinds the folder /PATH is copied to /PATH-at-N
 *   /fail-calls/stop                   nothing more; fails with EEXIST when a call has failed, with ENOENT when none has
 * KINDS is the sum of: 1 pwrite, 2 fsync and fdatasync, 4 rename, 8 mkdir, 16 write to a regular file.
 *
 * All calls that change files wait for each other, so that no copy is taken in the middle of another thread's.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PWRITE = 1, SYNC = 2, RENAME = 4, MKDIR = 8, WRITE = 16 };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int kinds, error_number;
static long last, count, struck;
static char folder[4000];

static void copy_folder(void) {
  char to[4096];
  snprintf(to, sizeof to, "%s-at-%ld", folder, count);
  char *args[] = {"cp", "-a", folder, to, NULL}, *env[] = {"PATH=/usr/bin:/bin", NULL};
  pid_t child;
  int status = 1;
  if (posix_spawnp(&child, "cp", NULL, NULL, args, env) != 0) abort();
  while (waitpid(child, &status, 0) < 0 && errno == EINTR);
  if (status != 0) abort();
}

/* Whether this call is to fail; with `turn` held. */
static int strikes(int kind) {
  if (!(kinds & kind)) return 0;
  count += 1;
  if (folder[0] && count <= last) copy_folder();
  if (folder[0] || count != last) return 0;
  struck += 1;
  errno = error_number;
  return 1;
}

static int take_order(const char *order) {
  int failed = struck > 0;
  kinds = 0;
  count = struck = 0;
  folder[0] = '\0';
  if (sscanf(order, "fail/%d/%d/%ld", &kinds, &error_number, &last) == 3) return 0;
  if (sscanf(order, "copy/%d/%ld%3999s", &kinds, &last, folder) == 3) return 0;
  errno = failed ? EEXIST : ENOENT;
  return -1;
}

#define REAL(name)                                                   \
  static __typeof__(&name) real;                                     \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name);

/* The body of a wrapper: waits for its turn, fails or does the real call. */
#define IN_TURN(name, kind, call)                                    \
  REAL(name)                                                         \
  pthread_mutex_lock(&turn);                                         \
  __typeof__(call) result = -1;                                      \
  if (!strikes(kind)) result = call;                                 \
  int code = errno;                                                  \
  pthread_mutex_unlock(&turn);                                       \
  errno = code;                                                      \
  return result;

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) { IN_TURN(pwrite, PWRITE, real(fd, bytes, size, at)) }
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) { IN_TURN(pwrite64, PWRITE, real(fd, bytes, size, at)) }
int fsync(int fd) { IN_TURN(fsync, SYNC, real(fd)) }
int fdatasync(int fd) { IN_TURN(fdatasync, SYNC, real(fd)) }
int rename(const char *from, const char *to) { IN_TURN(rename, RENAME, real(from, to)) }
int unlink(const char *path) { IN_TURN(unlink, 0, real(path)) }
int rmdir(const char *path) { IN_TURN(rmdir, 0, real(path)) }
int link(const char *from, const char *to) { IN_TURN(link, 0, real(from, to)) }
int ftruncate(int fd, off_t size) { IN_TURN(ftruncate, 0, real(fd, size)) }
int ftruncate64(int fd, off64_t size) { IN_TURN(ftruncate64, 0, real(fd, size)) }

static const char orders[] = "/fail-calls/";

int mkdir(const char *path, mode_t mode) {
  if (strncmp(path, orders, sizeof orders - 1) == 0) {
    pthread_mutex_lock(&turn);
    int result = take_order(path + sizeof orders - 1), code = errno;
    pthread_mutex_unlock(&turn);
    errno = code;
    return result;
  }
  IN_TURN(mkdir, MKDIR, real(path, mode))
}

static ssize_t write_in_turn(int fd, const void *bytes, size_t size, ssize_t (*real)(int, const void *, size_t)) {
  pthread_mutex_lock(&turn);
  ssize_t result = -1;
  if (!strikes(WRITE)) result = real(fd, bytes, size);
  int code = errno;
  pthread_mutex_unlock(&turn);
  errno = code;
  return result;
}

ssize_t write(int fd, const void *bytes, size_t size) {
  REAL(write)
  struct stat facts;
  if (fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode)) return real(fd, bytes, size);
  return write_in_turn(fd, bytes, size, real);
}

static int changes(int flags) { return (flags & (O_CREAT | O_TRUNC)) != 0; }

#define OPEN(name)                                                   \
  int name(const char *path, int flags, ...) {                       \
    REAL(name)                                                       \
    va_list rest;                                                    \
    va_start(rest, flags);                                           \
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;        \
    va_end(rest);                                                    \
    if (!changes(flags)) return real(path, flags, mode);             \
    pthread_mutex_lock(&turn);                                       \
    int result = real(path, flags, mode), code = errno;              \
    pthread_mutex_unlock(&turn);                                     \
    errno = code;                                                    \
    return result;                                                   \
  }

OPEN(open)
OPEN(open64)
