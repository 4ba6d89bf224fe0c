import Essentials
import Testing

@Suite("JSON values and their text")
struct JSONValueTests {
    @Test(
        "values are written compactly",
        arguments: [
            (.null, "null"), (true, "true"), (-5, "-5"), (1.0, "1.0"), (0.1, "0.1"), (-0.0, "-0.0"),
            (.number(9438786742131350), "9438786742131350.0"), (.number(1e16), "1e+16"), (.number(1e-5), "1e-05"),
            (.number(.nan), "null"), (.number(.infinity), "null"), (.integer(.min), "-9223372036854775808"),
            (
                "a\"\\\u{8}\u{C}\n\r\t\u{1}\u{1F}\u{7F}/é\u{2028}",
                "\"a\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\u{7F}/é\u{2028}\""
            ),
            ([], "[]"), ([:], "{}"), ([1, "a", [nil]], #"[1,"a",[null]]"#), (["b": 1, "a": [:]], #"{"b":1,"a":{}}"#),
        ] as [(JSONValue, String)])
    func compact(value: JSONValue, text: String) {
        #expect(value.serialized() == text)
        #expect(value.description == text)
    }

    @Test("an indent puts every member on a line, as Python does")
    func indented() {
        let value: JSONValue = ["b": [1, [:]], "a": "x", "c": [], "B": ["y": nil]]
        let text = """
            {
             "B": {
              "y": null
             },
             "a": "x",
             "b": [
              1,
              {}
             ],
             "c": []
            }
            """
        #expect(value.serialized(indent: 1, sortedKeys: true) == text)
    }

    @Test("keys are sorted by code points")
    func sorting() {
        let value: JSONValue = ["\u{1F600}": 1, "\u{FFFD}": 2, "é": 3, "z": 4, "Z": 5]
        #expect(value.serialized(sortedKeys: true) == "{\"Z\":5,\"z\":4,\"é\":3,\"\u{FFFD}\":2,\"\u{1F600}\":1}")
    }

    @Test("every double reads back as itself")
    func doubles() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            let number = Double(bitPattern: generator.next())
            guard number.isFinite else { continue }
            let text = JSONValue.number(number).serialized()
            #expect(try JSONValue(parsing: text) == .number(number), "\(text)")
        }
    }

    @Test("literals, interpolation and accessors agree")
    func literals() {
        let name = "x"
        let value: JSONValue = ["a": "\(name)1", "n": 3, "d": 2.5, "t": true, "l": [1, nil], "o": ["k": "v"]]
        #expect(value["a"]?.stringValue == "x1")
        #expect(value["n"]?.intValue == 3)
        #expect(value["n"]?.doubleValue == 3)
        #expect(value["d"]?.doubleValue == 2.5)
        #expect(value["d"]?.intValue == nil)
        #expect(value["t"]?.boolValue == true)
        #expect(value["l"]?[1]?.isNull == true)
        #expect(value["l"]?[2] == nil)
        #expect(value["o"]?["k"]?.stringValue == "v")
        #expect(value["missing"] == nil)
        #expect(JSONValue("text")["a"] == nil)
        #expect(value.kindName == "an object")
    }

    @Test("members are set through subscripts; only null becomes an object")
    func setting() {
        var value: JSONValue = nil
        value["a"] = ["b": 1]
        value["a"]?["b"] = 2
        value["a"]?["c"] = 3
        #expect(value == ["a": ["b": 2, "c": 3]])
        value["a"] = nil
        #expect(value == [:])
        var text: JSONValue = "t"
        text["a"] = 1
        #expect(text == "t")
    }
}

@Suite("JSON objects")
struct JSONObjectTests {
    @Test("keys keep the order in which they were first set", arguments: [3, 12, 13, 40, 1000])
    func order(count: Int) {
        var object = JSONObject()
        let keys = (0..<count).map { "key\(($0 * 7919) % 10007)" }
        for (index, key) in keys.enumerated() { object[key] = .integer(Int64(index)) }
        object[keys[1]] = "again"
        #expect(object.keys == keys)
        #expect(object.count == count)
        #expect(object[keys[1]] == "again")
        #expect(object[keys[count - 1]] == .integer(Int64(count - 1)))
        #expect(object["absent"] == nil)
        #expect(object.removeValue(forKey: keys[0]) == 0)
        #expect(object.removeValue(forKey: keys[0]) == nil)
        #expect(object.keys == Array(keys.dropFirst()))
        #expect(object[keys[2]] == 2)
        for key in keys { object[key] = nil }
        #expect(object.isEmpty)
    }

    @Test("equality and hash ignore the order, not the values")
    func equality() {
        let one: JSONObject = ["a": 1, "b": 2]
        let other: JSONObject = ["b": 2, "a": 1]
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one != ["a": 1, "b": 3])
        #expect(one != ["a": 1])
        #expect(one != ["a": 1, "c": 2])
        #expect(JSONValue.integer(1) != .number(1))
    }

    @Test("merging replaces and adds, and copies are independent")
    func merging() {
        let original: JSONObject = ["a": 1, "b": 2]
        var merged = original
        merged.merge(["b": 3, "c": 4])
        merged["d", default: []] = [1]
        #expect(merged == ["a": 1, "b": 3, "c": 4, "d": [1]])
        #expect(original == ["a": 1, "b": 2])
        #expect(merged.map(\.key) == ["a", "b", "c", "d"])
    }

    @Test("keys that look alike but have different code points are different", arguments: [0, 20])
    func normalization(others: Int) {
        var object = JSONObject((0..<others).map { ("k\($0)", .null) })
        object["\u{E9}"] = 1
        object["e\u{301}"] = 2
        #expect(object.count == others + 2)
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
    }
}
