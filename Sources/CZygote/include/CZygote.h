// A library that is preloaded into a compiler or linker and turns it into a server. Loading and relocating a compiler
// of 200 MB takes longer than compiling a small cell with it, so the process stops just before main(), and every
// request is a fork() that goes on into main() with the request's arguments.
//
// The server reads requests from the descriptor that the environment variable SWIFTLET_ZYGOTE names:
//     length (4 bytes, little endian), then strings ended by NUL: a file for the output, then argv.
// and answers each with the child's wait status (4 bytes, little endian). It ends at the end of input.
#ifndef CZYGOTE_H
#define CZYGOTE_H

#define ZYGOTE_VARIABLE "SWIFTLET_ZYGOTE"

#endif
