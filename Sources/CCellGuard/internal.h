// What the C files of the guard share; not visible to Swift.
#ifndef CELLGUARD_INTERNAL_H
#define CELLGUARD_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

bool cellguard_internal_is_host_thread(void);
pid_t cellguard_internal_host_pid(void);
void cellguard_internal_stack_bounds(uintptr_t *low, uintptr_t *high);
int cellguard_internal_walk(uintptr_t frame, uintptr_t low, uintptr_t high, uintptr_t *out, int capacity);

// Takes back what the calling thread wrote to standard error as its fatal message, if it is still held. [signal]
void cellguard_internal_last_words(char *out, size_t capacity);

// Parks the calling thread if it runs a cell that is to be stopped. Called where no lock is held.
void cellguard_internal_park_if_wanted(void);

// Gives the process new stdout and stderr: the thread that holds the locks of the old ones is parked.
void cellguard_internal_renew_streams(void);

// Marks the calling thread as one that runs asynchronous work.
void cellguard_internal_mark_task_thread(void);

// A thread that runs asynchronous work, or the main one, is parked for good: another takes its place. [signal]
void cellguard_internal_task_thread_is_lost(bool is_main);

#endif
