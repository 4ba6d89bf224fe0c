#include "CDuckDB.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

bool cduckdb_open_library(const char *path, CDuckDBFunctions *functions, char *error, size_t error_capacity) {
    // Local: the library carries its own C++ runtime parts, which must not be seen by what is opened later.
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        snprintf(error, error_capacity, "%s", dlerror());
        return false;
    }
    void *address;
#define CDUCKDB_FIND(result, name, parameters)                                                                         \
    address = dlsym(library, "duckdb_" #name);                                                                         \
    if (!address) {                                                                                                    \
        snprintf(error, error_capacity, "it has no function duckdb_%s", #name);                                        \
        dlclose(library);                                                                                              \
        return false;                                                                                                  \
    }                                                                                                                  \
    memcpy(&functions->name, &address, sizeof address);
    CDUCKDB_FUNCTIONS(CDUCKDB_FIND)
#undef CDUCKDB_FIND
    return true;
}
