// %%
let limit = 10_000
let title = "Primes below \(limit)"
// %%
struct Sieve {
    var isPrime: [Bool]

    init(below limit: Int) {
        isPrime = Array(repeating: true, count: limit)
        isPrime[0] = false
        isPrime[1] = false
        var candidate = 2
        while candidate * candidate < limit {
            if isPrime[candidate] {
                for multiple in stride(from: candidate * candidate, to: limit, by: candidate) {
                    isPrime[multiple] = false
                }
            }
            candidate += 1
        }
    }
}
// %%
let sieve = Sieve(below: limit)
let primes = (0..<limit).filter { sieve.isPrime[$0] }
// %%
primes.count
// %%
func gaps(_ numbers: [Int]) -> [Int] {
    zip(numbers.dropFirst(), numbers).map { $0 - $1 }
}
// %%
var frequency: [Int: Int] = [:]
for gap in gaps(primes) { frequency[gap, default: 0] += 1 }
// %%
for gap in frequency.keys.sorted() { print(gap, frequency[gap]!) }
// %%
let twins = zip(primes, primes.dropFirst()).filter { $1 - $0 == 2 }
twins.count
// %%
let palindromes = primes.filter { String($0) == String(String($0).reversed()) }
// %%
print(title, primes.count, twins.count, palindromes.count, frequency.values.max()!)
