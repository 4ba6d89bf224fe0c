// Remembers where Swift errors are thrown: the runtime calls a hook at every `throw`.
#define _GNU_SOURCE
#include "CCellGuard.h"
#include "internal.h"

#include <dlfcn.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define REMEMBERED 8

// Exported by libswiftCore for tools: swift/stdlib/public/runtime/ErrorObject*.
extern void _swift_setWillThrowHandler(void (*handler)(void *error));
extern _Atomic(void (*)(void *value, const void *type, const void *conformance)) _swift_willThrowTypedImpl;

static _Thread_local cellguard_throw newest[REMEMBERED];
static _Thread_local unsigned next_throw;

static void remember(uintptr_t error, uintptr_t frame) {
    if (cellguard_internal_is_host_thread()) return;
    cellguard_throw *slot = &newest[next_throw++ % REMEMBERED];
    uintptr_t low, high;
    cellguard_internal_stack_bounds(&low, &high);
    slot->error = error;
    slot->frame_count = cellguard_internal_walk(frame, low, high, slot->frames, CELLGUARD_FRAMES);
}

static void on_throw(void *error) { remember((uintptr_t)error, (uintptr_t)__builtin_frame_address(0)); }

static void on_typed_throw(void *value, const void *type, const void *conformance) {
    (void)value;
    (void)type;
    (void)conformance;
    remember(0, (uintptr_t)__builtin_frame_address(0));
}

void cellguard_watch_throws(void) {
    _swift_setWillThrowHandler(on_throw);
    atomic_store(&_swift_willThrowTypedImpl, on_typed_throw);
}

bool cellguard_last_throw(uintptr_t error, cellguard_throw *out) {
    cellguard_throw *fallback = NULL;
    for (unsigned back = 1; back <= REMEMBERED && back <= next_throw; back++) {
        cellguard_throw *slot = &newest[(next_throw - back) % REMEMBERED];
        if (slot->frame_count == 0) continue;
        if (slot->error == error) {
            *out = *slot;
            return true;
        }
        if (!fallback) fallback = slot;
    }
    if (fallback) *out = *fallback;
    return fallback != NULL;
}

static void (*top_level_handler)(const void *error);

void cellguard_on_top_level_error(void (*handler)(const void *error)) { top_level_handler = handler; }

static _Thread_local jmp_buf way_back;
static _Thread_local bool has_way_back;

bool cellguard_call(int (*entry)(int, char **)) {
    // Only the frame of the entry itself is jumped over: an error reaches it by ordinary returns.
    if (_setjmp(way_back) != 0) {
        has_way_back = false;
        return false;
    }
    has_way_back = true;
    entry(0, NULL);
    has_way_back = false;
    return true;
}

__attribute__((swiftcall, visibility("default"))) void swift_errorInMain(const void *error) {
    if (top_level_handler) top_level_handler(error);
    if (has_way_back) _longjmp(way_back, 1);
    abort();
}

bool cellguard_symbol_at(uintptr_t address, const char **library, uintptr_t *base, const char **symbol) {
    Dl_info info;
    if (dladdr((void *)address, &info) == 0 || !info.dli_fname) return false;
    *library = info.dli_fname;
    *base = (uintptr_t)info.dli_fbase;
    *symbol = info.dli_sname;
    return true;
}
