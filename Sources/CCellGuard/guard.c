// Signal handlers, parking and the functions that would end the process. See DESIGN: a cell that traps, or spins, does
// not cost the session.
#define _GNU_SOURCE
#include "CCellGuard.h"
#include "internal.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

// Not a real-time signal: those queue up at parked threads, which never take them, until the system has no more.
#define PARK_SIGNAL SIGURG
#define ALTERNATE_STACK_SIZE (128 * 1024)
#define MAX_TEXT_RANGES 65536
#define MAX_REPORTS 8

static _Thread_local bool is_host_thread;
static _Thread_local bool is_cell_thread;
static _Thread_local bool is_task_thread;
static _Thread_local bool is_main_thread;
static _Thread_local bool has_alternate_stack;
static _Thread_local uintptr_t stack_low, stack_high;

static pid_t host_pid;
static _Atomic(pid_t) cell_tid;
static _Atomic(bool) cell_parked;
static _Atomic(uint64_t) generation;
static _Atomic(int) park_mode;
static _Atomic(uint64_t) park_generation;
static _Atomic(bool) park_wanted;

// Written by the loading thread only, read by signal handlers: a range is complete before the count grows.
static struct { uintptr_t low, high; } text_ranges[MAX_TEXT_RANGES];
static _Atomic(size_t) text_range_count;

static cellguard_report reports[MAX_REPORTS];
static _Atomic(bool) report_ready[MAX_REPORTS];
static _Atomic(unsigned) report_next;
static sem_t report_signal;

// ---- Small, async-signal-safe pieces -------------------------------------------------------------------------------

void cellguard_park_forever(void) {
    if (is_cell_thread) atomic_store(&cell_parked, true);
    if (is_task_thread || is_main_thread) cellguard_internal_task_thread_is_lost(is_main_thread);
    sigset_t all;
    sigfillset(&all);
    // A bad access in the handler itself must not come back here.
    for (;;) sigsuspend(&all);
}

// Code that must not be left half-way: the engine. Found by name when the user interrupts.
static _Atomic(uintptr_t) engine_low, engine_high;
static _Atomic(uintptr_t) runtime_low, runtime_high;

static bool in_cell_text(uintptr_t address) {
    size_t count = atomic_load_explicit(&text_range_count, memory_order_acquire);
    for (size_t i = count; i-- > 0;)
        if (address >= text_ranges[i].low && address < text_ranges[i].high) return true;
    return false;
}

void cellguard_internal_stack_bounds(uintptr_t *low, uintptr_t *high) {
    if (stack_high == 0) {
        pthread_attr_t attributes;
        if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
            void *base;
            size_t size;
            pthread_attr_getstack(&attributes, &base, &size);
            stack_low = (uintptr_t)base;
            stack_high = stack_low + size;
            pthread_attr_destroy(&attributes);
        }
    }
    *low = stack_low;
    *high = stack_high;
}

// Swift code, the runtime included, keeps frame pointers; the walk ends where the chain leaves the thread's stack.
int cellguard_internal_walk(uintptr_t frame, uintptr_t low, uintptr_t high, uintptr_t *out, int capacity) {
    int count = 0;
    while (count < capacity && frame >= low && frame + 16 <= high && frame % 8 == 0) {
        uintptr_t next = ((uintptr_t *)frame)[0];
        uintptr_t address = ((uintptr_t *)frame)[1];
        if (address == 0) break;
        out[count++] = address;
        if (next <= frame) break;
        frame = next;
    }
    return count;
}

static cellguard_report *new_report(int *slot) {
    unsigned index = atomic_fetch_add(&report_next, 1) % MAX_REPORTS;
    *slot = (int)index;
    cellguard_report *report = &reports[index];
    memset(report, 0, sizeof *report);
    report->generation = atomic_load(&generation);
    report->on_cell_thread = is_cell_thread;
    if (is_cell_thread) atomic_store(&cell_parked, true);
    cellguard_internal_last_words(report->message, sizeof report->message);
    return report;
}

static void send_report(int slot) {
    atomic_store_explicit(&report_ready[slot], true, memory_order_release);
    sem_post(&report_signal);
}

#if defined(__x86_64__)
static uintptr_t context_pc(ucontext_t *c) { return (uintptr_t)c->uc_mcontext.gregs[REG_RIP]; }
static uintptr_t context_fp(ucontext_t *c) { return (uintptr_t)c->uc_mcontext.gregs[REG_RBP]; }
static uintptr_t context_sp(ucontext_t *c) { return (uintptr_t)c->uc_mcontext.gregs[REG_RSP]; }
#elif defined(__aarch64__)
static uintptr_t context_pc(ucontext_t *c) { return (uintptr_t)c->uc_mcontext.pc; }
static uintptr_t context_fp(ucontext_t *c) { return (uintptr_t)c->uc_mcontext.regs[29]; }
static uintptr_t context_sp(ucontext_t *c) { return (uintptr_t)c->uc_mcontext.sp; }
#else
#error "unknown processor: add how to read pc, fp and sp from a signal context"
#endif

static void fill_from_context(cellguard_report *report, ucontext_t *context) {
    report->frames[0] = context_pc(context);
    report->frame_count = 1;
    uintptr_t low, high;
    cellguard_internal_stack_bounds(&low, &high);
    uintptr_t sp = context_sp(context);
    // A cell may run on a stack that is not the thread's own; then there is nothing to check the chain against.
    if (sp < low || sp >= high) return;
    report->frame_count += cellguard_internal_walk(
        context_fp(context), sp, high, report->frames + 1, CELLGUARD_FRAMES - 1);
}

// ---- Handlers -------------------------------------------------------------------------------------------------------

static void fault_handler(int signal_number, siginfo_t *info, void *raw) {
    ucontext_t *context = raw;
    if (is_host_thread || getpid() != host_pid) {
        // A fault of the host itself, or of a forked child: die of it as any process would.
        struct sigaction standard = {.sa_handler = SIG_DFL};
        sigaction(signal_number, &standard, NULL);
        syscall(SYS_tgkill, getpid(), (pid_t)syscall(SYS_gettid), signal_number);
        return;
    }
    int slot;
    cellguard_report *report = new_report(&slot);
    report->reason = CELLGUARD_SIGNAL;
    report->signal = signal_number;
    report->fault_address = (uintptr_t)info->si_addr;
    if (signal_number == SIGSEGV || signal_number == SIGBUS) {
        uintptr_t low, high;
        cellguard_internal_stack_bounds(&low, &high);
        uintptr_t sp = context_sp(context);
        uintptr_t fault = report->fault_address;
        // The guard page sits below the stack; big frames step over it by some pages.
        report->stack_overflow = low != 0 && sp < low + 65536 && fault < low + 65536 && fault + (1 << 20) > low;
    }
    fill_from_context(report, context);
    send_report(slot);
    cellguard_park_forever();
}

#if defined(__x86_64__)
static bool in_system_call(ucontext_t *c) {
    const uint8_t *pc = (const uint8_t *)context_pc(c);
    return pc[-2] == 0x0f && pc[-1] == 0x05;
}
#else
static bool in_system_call(ucontext_t *c) { return ((const uint32_t *)context_pc(c))[-1] == 0xd4000001u; }
#endif

// The engine's library keeps no frame pointers, so every word of the stack that points into it counts as a call.
static bool is_called_by_engine(ucontext_t *context) {
    uintptr_t low = atomic_load(&engine_low), high = atomic_load(&engine_high);
    uintptr_t stack_bottom, stack_top;
    cellguard_internal_stack_bounds(&stack_bottom, &stack_top);
    uintptr_t sp = context_sp(context) & ~(uintptr_t)7;
    if (high == 0 || sp < stack_bottom || sp >= stack_top) return false;
    uintptr_t end = stack_top - sp > (256u << 10) ? sp + (256u << 10) : stack_top;
    for (uintptr_t at = sp; at + 8 <= end; at += 8) {
        uintptr_t word = *(uintptr_t *)at;
        if (word >= low && word < high) return true;
    }
    return false;
}

static void park_handler(int signal_number, siginfo_t *info, void *raw) {
    (void)signal_number;
    (void)info;
    ucontext_t *context = raw;
    if (is_host_thread || getpid() != host_pid) return;
    if (is_cell_thread && atomic_load(&cell_parked)) return;
    // A signal that comes late must not hit the next cell.
    if (atomic_load(&park_generation) != atomic_load(&generation)) return;
    bool allowed = in_cell_text(context_pc(context));
    if (!allowed && is_cell_thread) {
        int mode = atomic_load(&park_mode);
        uintptr_t pc = context_pc(context);
        allowed = mode == CELLGUARD_PARK_ANYWHERE
            || (mode == CELLGUARD_PARK_IN_RUNTIME && pc >= atomic_load(&runtime_low)
                && pc < atomic_load(&runtime_high))
            || (mode == CELLGUARD_PARK_IN_WAIT && in_system_call(context) && !is_called_by_engine(context));
    }
    if (!allowed) return;
    if (!is_cell_thread) {
        // A thread of the concurrency pool that spins in cell code: take it out, the cell thread reports.
        cellguard_park_forever();
    }
    int slot;
    cellguard_report *report = new_report(&slot);
    report->reason = CELLGUARD_INTERRUPTED;
    fill_from_context(report, context);
    send_report(slot);
    cellguard_park_forever();
}

static void give_alternate_stack(void) {
    if (has_alternate_stack) return;
    void *memory = mmap(NULL, ALTERNATE_STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return;
    stack_t stack = {.ss_sp = memory, .ss_size = ALTERNATE_STACK_SIZE};
    sigaltstack(&stack, NULL);
    has_alternate_stack = true;
}

static void drop_alternate_stack(void) {
    if (!has_alternate_stack) return;
    stack_t stack, none = {.ss_flags = SS_DISABLE};
    if (sigaltstack(&none, &stack) == 0 && stack.ss_sp) munmap(stack.ss_sp, stack.ss_size);
    has_alternate_stack = false;
}

int cellguard_install(void) {
    host_pid = getpid();
    cellguard_mark_host_thread();
    if (sem_init(&report_signal, 0, 0) != 0) return errno;
    struct sigaction action = {.sa_sigaction = fault_handler, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, PARK_SIGNAL);
    const int faults[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (sigaction(faults[i], &action, NULL) != 0) return errno;
    struct sigaction park = {.sa_sigaction = park_handler, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART};
    sigfillset(&park.sa_mask);
    if (sigaction(PARK_SIGNAL, &park, NULL) != 0) return errno;
    signal(SIGPIPE, SIG_IGN);
    return 0;
}

void cellguard_mark_host_thread(void) { is_host_thread = true; }

void cellguard_mark_main_thread(void) {
    is_host_thread = false;
    is_main_thread = true;
    give_alternate_stack();
}

void cellguard_internal_mark_task_thread(void) { is_task_thread = true; }

void cellguard_mark_cell_thread(void) {
    is_host_thread = false;
    is_cell_thread = true;
    give_alternate_stack();
    uintptr_t low, high;
    cellguard_internal_stack_bounds(&low, &high);
    atomic_store(&cell_parked, false);
    atomic_store(&cell_tid, (pid_t)syscall(SYS_gettid));
}

bool cellguard_internal_is_host_thread(void) { return is_host_thread; }
pid_t cellguard_internal_host_pid(void) { return host_pid; }

void cellguard_wait_report(cellguard_report *out) {
    for (;;) {
        while (sem_wait(&report_signal) != 0) {}
        for (int i = 0; i < MAX_REPORTS; i++)
            if (atomic_exchange_explicit(&report_ready[i], false, memory_order_acquire)) {
                *out = reports[i];
                return;
            }
    }
}

void cellguard_set_generation(uint64_t value) {
    atomic_store(&generation, value);
    atomic_store(&park_wanted, false);
}

// In the output queue nothing is held but stdio's own lock, and the streams are renewed.
void cellguard_internal_park_if_wanted(void) {
    if (!is_cell_thread || !atomic_load_explicit(&park_wanted, memory_order_relaxed)) return;
    if (atomic_load(&cell_parked) || atomic_load(&generation) == 0) return;
    cellguard_internal_renew_streams();
    int slot;
    cellguard_report *report = new_report(&slot);
    report->reason = CELLGUARD_INTERRUPTED;
    uintptr_t low, high;
    cellguard_internal_stack_bounds(&low, &high);
    report->frame_count = cellguard_internal_walk(
        (uintptr_t)__builtin_frame_address(0), low, high, report->frames, CELLGUARD_FRAMES);
    send_report(slot);
    cellguard_park_forever();
}

static void add_cell_text(uintptr_t low, uintptr_t high) {
    size_t count = atomic_load(&text_range_count);
    for (size_t i = 0; i < count; i++)
        if (text_ranges[i].low == low) return;
    if (count == MAX_TEXT_RANGES) return;
    text_ranges[count].low = low;
    text_ranges[count].high = high;
    atomic_store_explicit(&text_range_count, count + 1, memory_order_release);
}

static bool code_of(const struct dl_phdr_info *info, uintptr_t *low, uintptr_t *high) {
    *low = UINTPTR_MAX;
    *high = 0;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        if (segment->p_type != PT_LOAD || !(segment->p_flags & PF_X)) continue;
        uintptr_t start = info->dlpi_addr + segment->p_vaddr;
        if (start < *low) *low = start;
        if (start + segment->p_memsz > *high) *high = start + segment->p_memsz;
    }
    return *high != 0;
}

static int find_library(struct dl_phdr_info *info, size_t size, void *symbol) {
    (void)size;
    uintptr_t low, high;
    if (!code_of(info, &low, &high) || (uintptr_t)symbol < low || (uintptr_t)symbol >= high) return 0;
    add_cell_text(low, high);
    return 1;
}

static int find_libraries(struct dl_phdr_info *info, size_t size, void *unused) {
    (void)size;
    (void)unused;
    uintptr_t low, high;
    if (!info->dlpi_name) return 0;
    if (strstr(info->dlpi_name, "duckdb") && code_of(info, &low, &high)) {
        atomic_store(&engine_low, low);
        atomic_store(&engine_high, high);
    } else if (strstr(info->dlpi_name, "libswiftCore") && code_of(info, &low, &high)) {
        atomic_store(&runtime_low, low);
        atomic_store(&runtime_high, high);
    }
    return 0;
}

void cellguard_add_cell_library(const void *symbol) { dl_iterate_phdr(find_library, (void *)symbol); }

uint64_t cellguard_generation(void) { return atomic_load(&generation); }

bool cellguard_cell_is_parked(void) { return atomic_load(&cell_parked); }

bool cellguard_try_park(cellguard_park_mode mode, uint64_t of_generation) {
    atomic_store(&park_generation, of_generation);
    atomic_store(&park_mode, (int)mode);
    atomic_store(&park_wanted, true);
    dl_iterate_phdr(find_libraries, NULL);
    DIR *tasks = opendir("/proc/self/task");
    if (!tasks) return false;
    pid_t cell = atomic_load(&cell_tid);
    bool found = false;
    struct dirent *entry;
    while ((entry = readdir(tasks))) {
        pid_t tid = (pid_t)atoi(entry->d_name);
        if (tid <= 0) continue;
        if (tid == cell) found = true;
        // Host threads ignore the signal; others decide by where they are.
        syscall(SYS_tgkill, host_pid, tid, PARK_SIGNAL);
    }
    closedir(tasks);
    return found;
}

bool cellguard_cell_is_waiting(void) {
    char path[64], text[32];
    snprintf(path, sizeof path, "/proc/self/task/%d/syscall", (int)atomic_load(&cell_tid));
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    return count > 0 && text[0] != 'r' && text[0] != '-';  // "running", or not in a call
}

// ---- Functions of libc that the host replaces ------------------------------------------------------------------------
// The executable exports its symbols, so cells and libraries reach these instead of libc's.

static void end_by_exit(int code) {
    int slot;
    cellguard_report *report = new_report(&slot);
    report->reason = CELLGUARD_EXIT;
    report->exit_code = code;
    uintptr_t low, high;
    cellguard_internal_stack_bounds(&low, &high);
    report->frames[0] = (uintptr_t)__builtin_return_address(0);
    report->frame_count = 1 + cellguard_internal_walk(
        (uintptr_t)__builtin_frame_address(0), low, high, report->frames + 1, CELLGUARD_FRAMES - 1);
    send_report(slot);
    cellguard_park_forever();
}

static bool ends_a_cell(void) { return host_pid != 0 && getpid() == host_pid && !is_host_thread; }

__attribute__((visibility("default"))) void exit(int code) {
    if (ends_a_cell()) end_by_exit(code);
    void (*original)(int) = (void (*)(int))dlsym(RTLD_NEXT, "exit");
    original(code);
    __builtin_unreachable();
}

__attribute__((visibility("default"))) void _exit(int code) {
    if (ends_a_cell()) end_by_exit(code);
    for (;;) syscall(SYS_exit_group, code);
}

__attribute__((visibility("default"))) void _Exit(int code) { _exit(code); }
__attribute__((visibility("default"))) void quick_exit(int code) { _exit(code); }

__attribute__((visibility("default"))) void abort(void) {
    // libc's own holds a lock while it raises the signal; a parked thread must not.
    for (;;) {
        raise(SIGABRT);
        struct sigaction standard = {.sa_handler = SIG_DFL};
        sigaction(SIGABRT, &standard, NULL);
    }
}

struct start { void *(*routine)(void *); void *argument; };

static void *start_with_stack(void *raw) {
    struct start start = *(struct start *)raw;
    free(raw);
    give_alternate_stack();
    uintptr_t low, high;
    cellguard_internal_stack_bounds(&low, &high);
    void *result = start.routine(start.argument);
    drop_alternate_stack();
    return result;
}

// Every thread gets an alternate signal stack, so that a stack overflow in a task is survived as one in a cell is.
__attribute__((visibility("default"))) int pthread_create(
    pthread_t *thread, const pthread_attr_t *attributes, void *(*routine)(void *), void *argument) {
    static int (*original)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    if (!original)
        original = (int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *))dlsym(
            RTLD_NEXT, "pthread_create");
    struct start *start = malloc(sizeof *start);
    if (!start) return EAGAIN;
    start->routine = routine;
    start->argument = argument;
    int result = original(thread, attributes, start_with_stack, start);
    if (result != 0) free(start);
    return result;
}
