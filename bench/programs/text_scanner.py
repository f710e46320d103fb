# category: interpreter-bound
# A tokeniser and a recursive-descent calculator that look at text one character at a time.


def tokens(text):
    position, end = 0, len(text)
    while position < end:
        character = text[position]
        if character == " ":
            position += 1
        elif character.isdigit():
            start = position
            while position < end and text[position].isdigit():
                position += 1
            yield "number", int(text[start:position])
        elif character.isalpha():
            start = position
            while position < end and (text[position].isalnum() or text[position] == "_"):
                position += 1
            yield "name", text[start:position]
        else:
            position += 1
            yield "sign", character
    yield "end", ""


class Parser:
    def __init__(self, text, names):
        self.source = tokens(text)
        self.names = names
        self.advance()

    def advance(self):
        self.kind, self.value = next(self.source)

    def expression(self):
        result = self.term()
        while self.kind == "sign" and self.value in "+-":
            sign = self.value
            self.advance()
            result = result + self.term() if sign == "+" else result - self.term()
        return result

    def term(self):
        result = self.factor()
        while self.kind == "sign" and self.value in "*/":
            sign = self.value
            self.advance()
            other = self.factor()
            result = result * other % 100003 if sign == "*" else result // (other or 1)
        return result

    def factor(self):
        kind, value = self.kind, self.value
        self.advance()
        if kind == "number":
            return value
        if kind == "name":
            return self.names[value]
        if value == "-":
            return -self.factor()
        result = self.expression()
        self.advance()
        return result


def main():
    names = {"alpha": 7, "beta_2": 11, "gamma": 13}
    line = "(12 + alpha*34) * 56 - beta_2 / (3 + 4) * (78 - gamma) + -9 * (1 + 2 * (3 + alpha))"
    total = 0
    for turn in range(20000):
        total += Parser(line + " + %d" % turn, names).expression()
    letters = {}
    for turn in range(900):
        for character in "The quick brown fox jumps over the lazy dog; \u00e9\u00e8 \u4e2d\u6587. " * 20:
            if character.islower():
                letters[character] = letters.get(character, 0) + ord(character) % 5
    print("text_scanner", total, sum(letters.values()), len(letters))


main()
