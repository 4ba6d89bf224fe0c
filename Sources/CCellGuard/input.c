// Standard input of cells: stdio and raw reads of descriptor 0 ask the front end.
#define _GNU_SOURCE
#include "CCellGuard.h"
#include "internal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static cellguard_reader reader;

static ssize_t stdin_cookie(void *cookie, char *buffer, size_t capacity) {
    (void)cookie;
    return (ssize_t)reader(buffer, capacity);
}

int cellguard_capture_input(cellguard_reader function) {
    reader = function;
    FILE *in = fopencookie(NULL, "r", (cookie_io_functions_t){.read = stdin_cookie});
    if (!in) return ENOMEM;
    stdin = in;
    return 0;
}

__attribute__((visibility("default"))) ssize_t read(int descriptor, void *buffer, size_t count) {
    if (descriptor == 0 && reader && count > 0 && getpid() == cellguard_internal_host_pid()
        && !cellguard_internal_is_host_thread())
        return (ssize_t)reader(buffer, count);
    return (ssize_t)syscall(SYS_read, descriptor, buffer, count);
}
