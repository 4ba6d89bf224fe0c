import JupyterWire
import Testing

@Suite("Signature")
struct SignatureTests {
    /// Test cases 1, 2, 3 and 6 of RFC 4231.
    static let vectors: [(key: String, data: String, digest: String)] = [
        (
            String(repeating: "0b", count: 20), "4869205468657265",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            "4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            String(repeating: "aa", count: 20), String(repeating: "dd", count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            String(repeating: "aa", count: 131),
            "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ]

    @Test("RFC 4231's vectors come out, in one frame or many, time after time", arguments: vectors)
    func reference(key: String, data: String, digest: String) throws {
        let signature = try Signature(key: bytes(key))
        let data = bytes(data)
        for _ in 0..<2 {
            #expect(text(signature.sign([data])) == digest)
            #expect(text(signature.sign(data.map { [$0] })) == digest)
            #expect(signature.matches(Array(digest.utf8), [data]))
        }
    }

    @Test("a signature that differs anywhere does not match")
    func mismatch() throws {
        let signature = try Signature(key: testKey)
        let frames = [Array("{}".utf8)]
        let good = signature.sign(frames)
        for place in good.indices {
            var bad = good
            bad[place] ^= 1
            #expect(!signature.matches(bad, frames))
        }
        #expect(!signature.matches([], frames))
        #expect(!signature.matches(Array(good.dropLast()), frames))
        #expect(!signature.matches(good + [0], frames))
        #expect(!signature.matches(good, [Array("{ }".utf8)]))
    }

    @Test("an empty key signs nothing and matches everything")
    func emptyKey() throws {
        let signature = try Signature(key: [])
        #expect(!signature.isOn)
        #expect(signature.sign([[1]]).isEmpty)
        #expect(signature.matches([1, 2], [[1]]))
    }

    @Test("UUIDs have the form of version 4 and differ")
    func uuids() {
        var seen: Set<String> = []
        for _ in 0..<1000 {
            let uuid = randomUUID()
            #expect(uuid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
            seen.insert(uuid)
        }
        #expect(seen.count == 1000)
    }
}
