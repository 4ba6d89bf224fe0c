// The one queue through which everything leaves the host, in the order in which it was written. stdio and raw writes
// of this process enter it directly; only child processes need the pipes.
#define _GNU_SOURCE
#include "CCellGuard.h"
#include "internal.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define HEADER 5
#define QUEUE_LIMIT (4u << 20)       // writers wait beyond this
#define COALESCE_NANOSECONDS 1500000L
#define STREAM_FRAME_LIMIT (64u << 10)  // a stream frame is not grown beyond this

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_empty = PTHREAD_COND_INITIALIZER;
static pthread_cond_t not_full = PTHREAD_COND_INITIALIZER;
static uint8_t *queue;
static size_t queue_count, queue_capacity, last_frame;
static bool capturing;

// The Swift runtime writes "...: Fatal error: ..." and traps at once. Such a line is held for a moment per thread: if
// the trap comes, it is the error's message and not output.
static _Thread_local char held[4096];
static _Thread_local _Atomic(size_t) held_count;

static void put_length(uint8_t *at, uint32_t length) {
    for (int i = 0; i < 4; i++) at[i] = (uint8_t)(length >> (8 * i));
}

static uint32_t get_length(const uint8_t *at) {
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static bool reserve(size_t more) {
    if (queue_count + more <= queue_capacity) return true;
    size_t capacity = queue_capacity ? queue_capacity : 1 << 16;
    while (capacity < queue_count + more) capacity *= 2;
    uint8_t *grown = realloc(queue, capacity);
    if (!grown) return false;
    queue = grown;
    queue_capacity = capacity;
    return true;
}

static bool is_stream(uint8_t kind) { return kind == CELLGUARD_STDOUT || kind == CELLGUARD_STDERR; }

void cellguard_push(uint8_t kind, const void *bytes, size_t count) {
    bool stream = is_stream(kind);
    if (stream && count == 0) return;
    cellguard_internal_park_if_wanted();
    pthread_mutex_lock(&lock);
    while (queue_count > QUEUE_LIMIT && !cellguard_internal_is_host_thread()) pthread_cond_wait(&not_full, &lock);
    bool extended = false;
    if (stream && queue_count > 0 && queue[last_frame + 4] == kind) {
        uint32_t length = get_length(queue + last_frame);
        if (length + count <= STREAM_FRAME_LIMIT && reserve(count)) {
            memcpy(queue + queue_count, bytes, count);
            queue_count += count;
            put_length(queue + last_frame, (uint32_t)(length + count));
            extended = true;
        }
    }
    if (!extended && reserve(HEADER + count)) {
        last_frame = queue_count;
        put_length(queue + queue_count, (uint32_t)(1 + count));
        queue[queue_count + 4] = kind;
        if (count) memcpy(queue + queue_count + HEADER, bytes, count);
        queue_count += HEADER + count;
    }
    pthread_cond_signal(&not_empty);
    pthread_mutex_unlock(&lock);
}

size_t cellguard_take(uint8_t **bytes, int milliseconds) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += milliseconds / 1000;
    until.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec += 1;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&lock);
    while (queue_count == 0)
        if (pthread_cond_timedwait(&not_empty, &lock, &until) == ETIMEDOUT) break;
    // A line often comes in several writes: wait a moment for the rest, unless something else follows.
    struct timespec soon;
    clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_nsec += COALESCE_NANOSECONDS;
    if (soon.tv_nsec >= 1000000000) {
        soon.tv_sec += 1;
        soon.tv_nsec -= 1000000000;
    }
    while (queue_count > 0 && queue_count < STREAM_FRAME_LIMIT && is_stream(queue[last_frame + 4]))
        if (pthread_cond_timedwait(&not_empty, &lock, &soon) == ETIMEDOUT) break;
    size_t count = queue_count;
    *bytes = queue;
    queue = NULL;
    queue_count = queue_capacity = last_frame = 0;
    pthread_cond_broadcast(&not_full);
    pthread_mutex_unlock(&lock);
    return count;
}

// ---- Last words -----------------------------------------------------------------------------------------------------

static bool is_fatal_message(const char *bytes, size_t count) {
    return memmem(bytes, count, "Fatal error", 11) || memmem(bytes, count, "Precondition failed", 19)
        || memmem(bytes, count, "Assertion failed", 16) || memmem(bytes, count, "Could not cast value", 20);
}

void cellguard_release_held(void) {
    size_t count = atomic_load(&held_count);
    if (count == 0) return;
    atomic_store(&held_count, 0);
    cellguard_push(CELLGUARD_STDERR, held, count);
}

void cellguard_internal_last_words(char *out, size_t capacity) {
    size_t count = atomic_load(&held_count);
    if (count >= capacity) count = capacity - 1;
    memcpy(out, held, count);
    out[count] = 0;
    atomic_store(&held_count, 0);
}

static void write_stderr(const char *bytes, size_t count) {
    size_t already = atomic_load(&held_count);
    if (already > 0) {
        // A stack trace may follow the message; what does not fit is not missed.
        size_t piece = count < sizeof held - already ? count : sizeof held - already;
        memcpy(held + already, bytes, piece);
        atomic_store(&held_count, already + piece);
        return;
    }
    if (!cellguard_internal_is_host_thread() && count < sizeof held && is_fatal_message(bytes, count)) {
        memcpy(held, bytes, count);
        atomic_store(&held_count, count);
        return;
    }
    cellguard_push(CELLGUARD_STDERR, bytes, count);
}

static void write_stdout(const char *bytes, size_t count) {
    cellguard_release_held();
    // Long writes enter in pieces, so that the queue's limit holds.
    while (count > 0) {
        size_t piece = count < STREAM_FRAME_LIMIT / 2 ? count : STREAM_FRAME_LIMIT / 2;
        cellguard_push(CELLGUARD_STDOUT, bytes, piece);
        bytes += piece;
        count -= piece;
    }
}

// ---- stdio and raw writes ----------------------------------------------------------------------------------------------

static ssize_t stdout_cookie(void *cookie, const char *bytes, size_t count) {
    (void)cookie;
    write_stdout(bytes, count);
    return (ssize_t)count;
}

static ssize_t stderr_cookie(void *cookie, const char *bytes, size_t count) {
    (void)cookie;
    write_stderr(bytes, count);
    return (ssize_t)count;
}

void cellguard_internal_renew_streams(void) {
    FILE *out = fopencookie(NULL, "w", (cookie_io_functions_t){.write = stdout_cookie});
    FILE *err = fopencookie(NULL, "w", (cookie_io_functions_t){.write = stderr_cookie});
    if (!out || !err) return;
    // Every write enters the queue at once: order between the streams and with displays is kept without flushing.
    setvbuf(out, NULL, _IONBF, 0);
    setvbuf(err, NULL, _IONBF, 0);
    stdout = out;
    stderr = err;
}

int cellguard_capture_output(int from_children[2]) {
    int pair[2];
    for (int stream = 0; stream < 2; stream++) {
        if (pipe2(pair, O_CLOEXEC) != 0) return errno;
        if (dup2(pair[1], stream + 1) < 0) return errno;
        close(pair[1]);
        from_children[stream] = pair[0];
    }
    cellguard_internal_renew_streams();
    capturing = true;
    return 0;
}

static bool is_captured(int descriptor) {
    return capturing && (descriptor == 1 || descriptor == 2) && getpid() == cellguard_internal_host_pid();
}

__attribute__((visibility("default"))) ssize_t write(int descriptor, const void *bytes, size_t count) {
    if (is_captured(descriptor)) {
        if (descriptor == 1) write_stdout(bytes, count);
        else write_stderr(bytes, count);
        return (ssize_t)count;
    }
    long result = syscall(SYS_write, descriptor, bytes, count);
    return (ssize_t)result;
}

__attribute__((visibility("default"))) ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    if (is_captured(descriptor)) {
        ssize_t total = 0;
        for (int i = 0; i < count; i++) total += write(descriptor, parts[i].iov_base, parts[i].iov_len);
        return total;
    }
    long result = syscall(SYS_writev, descriptor, parts, count);
    return (ssize_t)result;
}
