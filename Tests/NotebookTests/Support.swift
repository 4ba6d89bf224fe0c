import Essentials
import Notebook

extension NotebookDocument {
    init(_ text: String) throws {
        try self.init(reading: Array(text.utf8), name: "test.ipynb")
    }

    var text: String { String(decoding: serialized(), as: UTF8.self) }
}

/// What reading gives, with the error's type kept.
func reading(_ bytes: [UInt8]) -> Result<NotebookDocument, NotebookError> {
    Result { () throws(NotebookError) in try NotebookDocument(reading: bytes, name: "test.ipynb") }
}

/// A code cell with these outputs and members, in a notebook.
func notebook(cell: String) -> String {
    #"{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [\#(cell)]}"#
}

/// SplitMix64: the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
