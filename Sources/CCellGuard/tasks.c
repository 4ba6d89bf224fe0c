// The threads on which asynchronous work of cells runs. The runtime's own pool has as many threads as there are cores
// and never gets one back: a task that traps would take a thread with it for good, and after a few the session would
// wait for ever. Here a parked thread is replaced.
//
// The hook is the Swift runtime's for other executors (swift_task_enqueueGlobal_hook, declared in its Concurrency.h): a
// variable that holds a function with Swift's calling convention.
#define _GNU_SOURCE
#include "CCellGuard.h"
#include "internal.h"

#include <dlfcn.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#define SWIFT_CALL __attribute__((swiftcall))
#define TASK_STACK_SIZE (8u << 20)

// The executor is passed as two words; both 0: any thread will do.
typedef SWIFT_CALL void (*run_job)(void *job, void *identity, uintptr_t implementation);

typedef struct node {
    void *job;
    struct node *next;
} node;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_empty = PTHREAD_COND_INITIALIZER;
static node *first, *last;
static run_job run_one;
static void (*replace_main_thread)(void);

static sem_t thread_lost;
static _Atomic(int) task_threads_lost;
static _Atomic(bool) main_thread_lost;

static SWIFT_CALL void enqueue(void *job, void *original) {
    (void)original;
    node *added = malloc(sizeof *added);
    if (!added) abort();
    *added = (node){job, NULL};
    pthread_mutex_lock(&lock);
    if (last) last->next = added;
    else first = added;
    last = added;
    pthread_cond_signal(&not_empty);
    pthread_mutex_unlock(&lock);
}

static void *take(void) {
    pthread_mutex_lock(&lock);
    while (!first) pthread_cond_wait(&not_empty, &lock);
    node *taken = first;
    first = taken->next;
    if (!first) last = NULL;
    pthread_mutex_unlock(&lock);
    void *job = taken->job;
    free(taken);
    return job;
}

static void *work(void *unused) {
    (void)unused;
    cellguard_internal_mark_task_thread();
    for (;;) run_one(take(), NULL, 0);
    return NULL;
}

static void start_thread(void *(*routine)(void *)) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, TASK_STACK_SIZE);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread;
    // When the system gives no more threads, those that are left do the work.
    (void)pthread_create(&thread, &attributes, routine, NULL);
    pthread_attr_destroy(&attributes);
}

static void *keep(void *unused) {
    (void)unused;
    cellguard_mark_host_thread();
    for (;;) {
        while (sem_wait(&thread_lost) != 0) {}
        for (int lost = atomic_exchange(&task_threads_lost, 0); lost > 0; lost--) start_thread(work);
        if (atomic_exchange(&main_thread_lost, false)) replace_main_thread();
    }
    return NULL;
}

void cellguard_internal_task_thread_is_lost(bool is_main) {
    if (is_main) atomic_store(&main_thread_lost, true);
    else atomic_fetch_add(&task_threads_lost, 1);
    sem_post(&thread_lost);
}

bool cellguard_own_tasks(void (*replace_main)(void)) {
    void **hook = dlsym(RTLD_DEFAULT, "swift_task_enqueueGlobal_hook");
    run_one = (run_job)dlsym(RTLD_DEFAULT, "swift_job_run");
    if (!hook || !run_one || sem_init(&thread_lost, 0, 0) != 0) return false;
    replace_main_thread = replace_main;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    for (long i = 0; i < (cores < 2 ? 2 : cores); i++) start_thread(work);
    start_thread(keep);
    *hook = (void *)enqueue;
    return true;
}
