// The part of the cell host that must be C: signal handlers, alternate stacks, parking of threads, and the queue
// through which everything a cell shows leaves the process in order. Functions marked [signal] are async-signal-safe.
#ifndef CCELLGUARD_H
#define CCELLGUARD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CELLGUARD_FRAMES 96

// ---- Guard: what stops a cell --------------------------------------------------------------------------------------

typedef enum {
    CELLGUARD_SIGNAL = 1,       // the processor or the runtime stopped the thread
    CELLGUARD_EXIT = 2,         // exit() was called
    CELLGUARD_INTERRUPTED = 3,  // parked because the user interrupted the cell
} cellguard_reason;

typedef struct {
    cellguard_reason reason;
    int signal;
    int exit_code;
    uint64_t generation;        // which cell was running, see cellguard_set_generation
    bool on_cell_thread;
    bool stack_overflow;
    uintptr_t fault_address;
    uintptr_t text_low, text_high;
    int frame_count;
    uintptr_t frames[CELLGUARD_FRAMES];  // innermost first; the first is the exact place, the rest return addresses
    char message[4096];                  // what the thread wrote to standard error as its last words, may be empty
} cellguard_report;

// Installs the signal handlers, and marks the calling thread as one of the host's own. Returns 0 or an errno.
int cellguard_install(void);

// Marks the calling thread as one of the host's own: a fault there ends the process.
void cellguard_mark_host_thread(void);

// Takes the mark back and marks the calling thread as the one that runs code of the main actor: a fault there is the
// cell's, and another thread takes the place of this one.
void cellguard_mark_main_thread(void);

// Marks the calling thread as the thread that runs cells from now on.
void cellguard_mark_cell_thread(void);

// Parks the calling thread for good. [signal]
void cellguard_park_forever(void) __attribute__((noreturn));

// Waits for the next report and copies it out.
void cellguard_wait_report(cellguard_report *out);

// The number of the running cell, 0 between cells.
void cellguard_set_generation(uint64_t generation);

// The number of the cell that its thread has begun with.
uint64_t cellguard_generation(void);

// Makes the code of the library that contains `symbol` known as cell code. An interrupted thread is parked only there,
// so that no lock of malloc, the loader, the runtime or the engine stays held.
void cellguard_add_cell_library(const void *symbol);

typedef enum {
    CELLGUARD_PARK_IN_CELL_CODE = 0,  // only where the thread executes an instruction of a cell
    CELLGUARD_PARK_IN_WAIT = 1,       // the cell thread also in a system call, unless the engine called it
    CELLGUARD_PARK_IN_RUNTIME = 2,    // the cell thread also in the Swift runtime: its locks are rarely held
    CELLGUARD_PARK_ANYWHERE = 3,      // the cell thread wherever it is: locks may stay held
} cellguard_park_mode;

// Asks every thread of the process that is not the host's own to park if the mode allows it where it is, and this cell
// is still the one that runs. Returns true when the cell thread was found and signalled.
bool cellguard_try_park(cellguard_park_mode mode, uint64_t of_generation);

// Whether the cell thread waits in a system call just now.
bool cellguard_cell_is_waiting(void);

// Whether the thread that runs the cell is parked.
bool cellguard_cell_is_parked(void);

// ---- Asynchronous work -----------------------------------------------------------------------------------------------

// Runs asynchronous work on threads that are replaced when they are parked, instead of the runtime's pool.
// `replace_main` is called when the main thread was parked. False: the runtime lacks the hook, and all is as it was.
bool cellguard_own_tasks(void (*replace_main)(void));

// ---- Output: one queue, wire format --------------------------------------------------------------------------------
// The queue holds frames as they go over the socket: length (4 bytes, little endian, of kind and payload), kind (1
// byte), payload. Neighbouring stream frames of one kind become one.

#define CELLGUARD_STDOUT 'o'
#define CELLGUARD_STDERR 'e'

// Redirects stdio, the descriptors 1 and 2, and raw writes to them into the queue. `from_children` receives the read
// ends of the pipes that descriptors 1 and 2 become, for output of child processes. Returns 0 or an errno.
int cellguard_capture_output(int from_children[2]);

// Appends a frame. Blocks while the queue is full. The cell's thread does not return from here once parking was asked
// for: a loop that prints is rarely anywhere else.
void cellguard_push(uint8_t kind, const void *bytes, size_t count);

// Gives back as output what was held because it looked like a fatal message of the calling thread.
void cellguard_release_held(void);

// Waits for frames, at most `milliseconds`, and hands the whole queue over: the caller frees `*bytes` with free().
// Returns the number of bytes, 0 after the time.
size_t cellguard_take(uint8_t **bytes, int milliseconds);

// ---- Input -----------------------------------------------------------------------------------------------------------

// Called when a cell reads from standard input and nothing is buffered. Returns the number of bytes put in `buffer`, 0
// for the end of input.
typedef size_t (*cellguard_reader)(char *buffer, size_t capacity);

// Makes stdin ask `reader`, for stdio and for raw reads of descriptor 0.
int cellguard_capture_input(cellguard_reader reader);

// ---- Thrown errors ---------------------------------------------------------------------------------------------------

// The return addresses at the last places where the calling thread threw a Swift error.
typedef struct {
    uintptr_t error;
    int frame_count;
    uintptr_t frames[CELLGUARD_FRAMES];
} cellguard_throw;

// Starts to remember where errors are thrown (hooks the Swift runtime's willThrow).
void cellguard_watch_throws(void);

// The frames of the newest throw of `error`, or of the newest throw of the thread if there is none. False: none.
bool cellguard_last_throw(uintptr_t error, cellguard_throw *out);

// Called when an error reaches the top level of a cell. The compiler calls the runtime's swift_errorInMain, which would
// end the process; the host's takes its place. `error` is the boxed error, borrowed.
void cellguard_on_top_level_error(void (*handler)(const void *error));

// Calls the entry function of a cell and comes back from it, also when an error reached its top level: the compiler
// takes that for an end of the process, and generates no way back. Returns false after an error.
bool cellguard_call(int (*entry)(int, char **));

// ---- Symbols -----------------------------------------------------------------------------------------------------------

// The library that contains an address, where it is loaded, and the symbol before the address (may be NULL).
bool cellguard_symbol_at(uintptr_t address, const char **library, uintptr_t *base, const char **symbol);

#endif
