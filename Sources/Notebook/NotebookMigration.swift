import Essentials

extension NotebookDocument {
    /// Brings a document of any 4.x to this version: every cell gets a valid id of its own, what is never stored is
    /// dropped, and the minor version becomes 5 unless it is larger.
    mutating func migrate() {
        let original = nbformatMinor
        stripTransient()
        repairIDs(areExpected: original >= 5)
        nbformatMinor = max(original, Self.currentMinor)
    }

    /// Removes the metadata that nbformat removes both on reading and on writing.
    private mutating func stripTransient() {
        for key in ["orig_nbformat", "orig_nbformat_minor", "signature"] { metadata.removeValue(forKey: key) }
        for index in cells.indices { cells[index].metadata.removeValue(forKey: "trusted") }
    }

    /// - Parameter areExpected: whether the file's version has ids, so that a missing one is a fault.
    private mutating func repairIDs(areExpected: Bool) {
        // All valid ids first: a new one must not take one that a later cell has.
        var taken = Set(cells.map(\.id))
        var seen: Set<String> = []
        for index in cells.indices {
            let id = cells[index].id
            if NotebookCell.isValidID(id), seen.insert(id).inserted { continue }
            var new = NotebookCell.newID()
            while !taken.insert(new).inserted { new = NotebookCell.newID() }
            seen.insert(new)
            cells[index].id = new
            if areExpected {
                let fault = id.isEmpty ? "was missing" : seen.contains(id) ? "occurs twice" : "is not a valid id"
                repairs.append(NotebookRepair(path: "cells[\(index)].id", message: "\(fault); now \(new)"))
            }
        }
    }
}
