#ifndef SWIFTLET_CZEROMQ_SHIM_H
#define SWIFTLET_CZEROMQ_SHIM_H

#include <zmq.h>

#endif
