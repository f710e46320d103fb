# krait: short
# repr() of text with and without something to escape; next() of the most frequent iterators.

for s in ('', 'plain', "it's", 'say "x"', '''both ' and "''', 'tab\tnl\n\\back\x00\x7f', 'é€\ud800😀\x80\xa0end', "'", '\\', 'a\nb' * 50, 'x' * 400 + '€'):
    print(ascii(repr(s)), len(repr(s)))
print(list(map(lambda *a: a, [1, 2], (3, 4), range(5), 'ab', {6: 7, 8: 9})), list(map(max, [1, 5], [4, 2])))
it = iter([1, 2]); print(next(it), next(it), next(it, 'end'), next(it, 'end'))
class L(list):
    def __iter__(self): return iter((7, 8))
print(list(L([1])), list(iter(range(3))), [*iter((1, 2))], next(reversed([1, 2])), list(reversed([1, 2, 3])))
