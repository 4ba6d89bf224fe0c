# %%
limit = 10_000
title = f"Primes below {limit}"
# %%
class Sieve:
    def __init__(self, below):
        self.is_prime = [True] * below
        self.is_prime[0] = False
        self.is_prime[1] = False
        candidate = 2
        while candidate * candidate < below:
            if self.is_prime[candidate]:
                for multiple in range(candidate * candidate, below, candidate):
                    self.is_prime[multiple] = False
            candidate += 1
# %%
sieve = Sieve(below=limit)
primes = [number for number in range(limit) if sieve.is_prime[number]]
# %%
len(primes)
# %%
def gaps(numbers):
    return [after - before for after, before in zip(numbers[1:], numbers)]
# %%
frequency = {}
for gap in gaps(primes):
    frequency[gap] = frequency.get(gap, 0) + 1
# %%
for gap in sorted(frequency):
    print(gap, frequency[gap])
# %%
twins = [(first, second) for first, second in zip(primes, primes[1:]) if second - first == 2]
len(twins)
# %%
palindromes = [prime for prime in primes if str(prime) == str(prime)[::-1]]
# %%
print(title, len(primes), len(twins), len(palindromes), max(frequency.values()))
