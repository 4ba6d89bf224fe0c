// The threads on which asynchronous work of cells runs. The runtime's own pool has as many threads as there are cores
// and never gets one back: a task that traps would take a thread with it for good, and after a few the session would
// wait for ever. Here a parked thread is replaced.
//
// The hooks are those of the Swift runtime for other executors (swift_task_enqueueGlobal_hook and its kin, declared in
// the runtime's Concurrency.h): variables that hold a function with Swift's calling convention.
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

// An executor as the runtime passes it: who, and how it is called. Both 0: any thread will do.
typedef struct {
    void *identity;
    uintptr_t implementation;
} executor;

typedef SWIFT_CALL void (*run_job)(void *job, void *identity, uintptr_t implementation);
typedef SWIFT_CALL executor (*get_main_executor)(void);

typedef struct node {
    void *job;
    struct node *next;
} node;

typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t not_empty;
    node *first, *last;
} queue;

static queue global_jobs = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, NULL};
static queue main_jobs = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, NULL};
static run_job run_one;
static get_main_executor main_executor;
static void (*wake_main_thread)(void);
static void (*replace_main_thread)(void);

static sem_t thread_lost;
static _Atomic(int) task_threads_lost;
static _Atomic(bool) main_thread_lost;

static void put(queue *jobs, void *job) {
    node *added = malloc(sizeof *added);
    if (!added) abort();
    *added = (node){job, NULL};
    pthread_mutex_lock(&jobs->lock);
    if (jobs->last) jobs->last->next = added;
    else jobs->first = added;
    jobs->last = added;
    pthread_cond_signal(&jobs->not_empty);
    pthread_mutex_unlock(&jobs->lock);
}

// The next job; NULL when there is none and `waits` is false.
static void *take(queue *jobs, bool waits) {
    pthread_mutex_lock(&jobs->lock);
    while (waits && !jobs->first) pthread_cond_wait(&jobs->not_empty, &jobs->lock);
    node *taken = jobs->first;
    void *job = taken ? taken->job : NULL;
    if (taken) {
        jobs->first = taken->next;
        if (!jobs->first) jobs->last = NULL;
    }
    pthread_mutex_unlock(&jobs->lock);
    free(taken);
    return job;
}

static SWIFT_CALL void enqueue_global(void *job, void *original) {
    (void)original;
    put(&global_jobs, job);
}

static SWIFT_CALL void enqueue_main(void *job, void *original) {
    (void)original;
    put(&main_jobs, job);
    wake_main_thread();
}

void cellguard_run_main_jobs(void) {
    executor own = main_executor();
    for (void *job; (job = take(&main_jobs, false));) run_one(job, own.identity, own.implementation);
}

static void *work(void *unused) {
    (void)unused;
    cellguard_internal_mark_task_thread();
    for (;;) run_one(take(&global_jobs, true), NULL, 0);
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

bool cellguard_own_tasks(void (*wake_main)(void), void (*replace_main)(void)) {
    void **global_hook = dlsym(RTLD_DEFAULT, "swift_task_enqueueGlobal_hook");
    void **main_hook = dlsym(RTLD_DEFAULT, "swift_task_enqueueMainExecutor_hook");
    run_one = (run_job)dlsym(RTLD_DEFAULT, "swift_job_run");
    main_executor = (get_main_executor)dlsym(RTLD_DEFAULT, "swift_task_getMainExecutor");
    if (!global_hook || !main_hook || !run_one || !main_executor) return false;
    if (sem_init(&thread_lost, 0, 0) != 0) return false;
    wake_main_thread = wake_main;
    replace_main_thread = replace_main;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    for (long i = 0; i < (cores < 2 ? 2 : cores); i++) start_thread(work);
    start_thread(keep);
    *global_hook = (void *)enqueue_global;
    *main_hook = (void *)enqueue_main;
    return true;
}
