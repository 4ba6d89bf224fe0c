import Essentials
import Notebook
import Testing

/// N1 of the reliability catalogue, fast tier.
@Suite("Mutated notebooks")
struct MutationTests {
    @Test("10,000 mutated notebooks give a document that survives writing, or an error with its place")
    func mutations() throws {
        let seeds = try Fixtures.all.map { (Array($0.utf8), try JSONValue(parsing: $0)) }
        var generator = SeededGenerator(seed: 4_5)
        var documents = 0
        var errors = 0
        for round in 0..<10_000 {
            let (text, value) = seeds[round % seeds.count]
            let mutated =
                round % 3 == 0
                ? mutate(text, using: &generator)
                : (1...Int.random(in: 1...2, using: &generator))
                    .reduce(value) { value, _ in mutate(value, using: &generator) }.serializedBytes()
            switch reading(mutated) {
            case .success(let document):
                documents += 1
                let again = try NotebookDocument(reading: document.serialized(), name: "again")
                #expect(again == document)
                #expect(again.repairs.isEmpty)
                _ = document.problems(name: "test.ipynb")
            case .failure(let error):
                errors += 1
                #expect(error.path != nil || error.code == NotebookError.notANotebook, "\(error)")
                #expect(error.description.hasPrefix("test.ipynb"))
            }
        }
        #expect(documents > 2000)
        #expect(errors > 2000)
    }

    private func mutate(_ text: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var text = text
        for _ in 0..<Int.random(in: 1...2, using: &generator) {
            let place = Int.random(in: 0..<text.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: text[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: text.remove(at: place)
            case 2: text.removeSubrange(place..<min(text.count, place + Int.random(in: 1...40, using: &generator)))
            default: text.insert(text[Int.random(in: 0..<text.count, using: &generator)], at: place)
            }
            if text.isEmpty { return [] }
        }
        return text
    }

    /// Changes one value, somewhere: walks down at random and replaces, removes, doubles or renames what it finds.
    private func mutate(_ value: JSONValue, using generator: inout SeededGenerator) -> JSONValue {
        let goesOn = Int.random(in: 0..<8, using: &generator) > 0
        switch value {
        case .array(var elements) where goesOn && !elements.isEmpty:
            let place = Int.random(in: 0..<elements.count, using: &generator)
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: elements.remove(at: place)
            case 1: elements.append(elements[place])
            default: elements[place] = mutate(elements[place], using: &generator)
            }
            return .array(elements)
        case .object(var members) where goesOn && !members.isEmpty:
            let key = members.keys[Int.random(in: 0..<members.count, using: &generator)]
            switch Int.random(in: 0..<10, using: &generator) {
            case 0: members[key] = nil
            case 1: members["new key"] = members[key]
            default: members[key] = members[key].map { mutate($0, using: &generator) }
            }
            return .object(members)
        default:
            return [nil, true, -1, 4.5, "", "text", [], ["a"], [1], [:], ["k": "v"]].randomElement(using: &generator)
                ?? nil
        }
    }
}
