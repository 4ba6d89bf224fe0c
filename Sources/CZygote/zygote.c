#define _GNU_SOURCE
#include "CZygote.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

typedef int (*main_function)(int, char **, char **);
static main_function real_main;

static bool read_all(int descriptor, void *buffer, size_t count) {
    for (size_t done = 0; done < count;) {
        ssize_t n = read(descriptor, (char *)buffer + done, count - done);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        done += (size_t)n;
    }
    return true;
}

static bool write_all(int descriptor, const void *buffer, size_t count) {
    for (size_t done = 0; done < count;) {
        ssize_t n = write(descriptor, (const char *)buffer + done, count - done);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        done += (size_t)n;
    }
    return true;
}

// Splits NUL-terminated strings; the result ends with NULL.
static char **split(char *bytes, size_t count, int *out_count) {
    int strings = 0;
    for (size_t i = 0; i < count; i++) strings += bytes[i] == 0;
    char **list = calloc((size_t)strings + 1, sizeof *list);
    if (!list) return NULL;
    size_t start = 0;
    int index = 0;
    for (size_t i = 0; i < count; i++)
        if (bytes[i] == 0) {
            list[index++] = bytes + start;
            start = i + 1;
        }
    *out_count = strings;
    return list;
}

static int serve(int channel, char **environment) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) {
        uint8_t header[4];
        if (!read_all(channel, header, 4)) return 0;
        size_t length = (size_t)header[0] | (size_t)header[1] << 8 | (size_t)header[2] << 16 | (size_t)header[3] << 24;
        char *request = malloc(length + 1);
        int count = 0;
        if (!request || !read_all(channel, request, length)) return 1;
        char **strings = split(request, length, &count);
        if (!strings || count < 2) return 1;

        pid_t child = fork();
        if (child == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            close(channel);
            int output = open(strings[0], O_WRONLY | O_CREAT | O_TRUNC, 0600);
            if (output >= 0) {
                dup2(output, 1);
                dup2(output, 2);
                close(output);
            }
            exit(real_main(count - 1, strings + 1, environment));
        }
        int status = 127 << 8;
        if (child > 0)
            while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
        free(strings);
        free(request);
        uint8_t reply[4] = {(uint8_t)status, (uint8_t)(status >> 8), (uint8_t)(status >> 16), (uint8_t)(status >> 24)};
        if (!write_all(channel, reply, 4)) return 0;
    }
}

static int zygote_main(int argc, char **argv, char **environment) {
    const char *channel = getenv(ZYGOTE_VARIABLE);
    if (!channel) return real_main(argc, argv, environment);
    int descriptor = atoi(channel);
    // What the compiler starts itself (macro plug-ins) is no zygote.
    unsetenv(ZYGOTE_VARIABLE);
    unsetenv("LD_PRELOAD");
    _exit(serve(descriptor, environ));
}

typedef int (*start_function)(main_function, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

// libc calls this with the program's main() once the program is loaded and relocated.
__attribute__((visibility("default"))) int __libc_start_main(
    main_function program_main, int argc, char **argv, void (*init)(void), void (*fini)(void),
    void (*rtld_fini)(void), void *stack_end) {
    start_function original = (start_function)dlsym(RTLD_NEXT, "__libc_start_main");
    real_main = program_main;
    return original(zygote_main, argc, argv, init, fini, rtld_fini, stack_end);
}
