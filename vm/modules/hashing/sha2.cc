#include "vm/modules/hashing/sha2.h"

#include <bit>

namespace krait::hashing {
namespace {

// The fractions of the cube roots of the first primes: their upper halves serve SHA-256.
constexpr uint64_t kCubeRoots[80] = {
    0x428A2F98D728AE22, 0x7137449123EF65CD, 0xB5C0FBCFEC4D3B2F, 0xE9B5DBA58189DBBC,
    0x3956C25BF348B538, 0x59F111F1B605D019, 0x923F82A4AF194F9B, 0xAB1C5ED5DA6D8118,
    0xD807AA98A3030242, 0x12835B0145706FBE, 0x243185BE4EE4B28C, 0x550C7DC3D5FFB4E2,
    0x72BE5D74F27B896F, 0x80DEB1FE3B1696B1, 0x9BDC06A725C71235, 0xC19BF174CF692694,
    0xE49B69C19EF14AD2, 0xEFBE4786384F25E3, 0x0FC19DC68B8CD5B5, 0x240CA1CC77AC9C65,
    0x2DE92C6F592B0275, 0x4A7484AA6EA6E483, 0x5CB0A9DCBD41FBD4, 0x76F988DA831153B5,
    0x983E5152EE66DFAB, 0xA831C66D2DB43210, 0xB00327C898FB213F, 0xBF597FC7BEEF0EE4,
    0xC6E00BF33DA88FC2, 0xD5A79147930AA725, 0x06CA6351E003826F, 0x142929670A0E6E70,
    0x27B70A8546D22FFC, 0x2E1B21385C26C926, 0x4D2C6DFC5AC42AED, 0x53380D139D95B3DF,
    0x650A73548BAF63DE, 0x766A0ABB3C77B2A8, 0x81C2C92E47EDAEE6, 0x92722C851482353B,
    0xA2BFE8A14CF10364, 0xA81A664BBC423001, 0xC24B8B70D0F89791, 0xC76C51A30654BE30,
    0xD192E819D6EF5218, 0xD69906245565A910, 0xF40E35855771202A, 0x106AA07032BBD1B8,
    0x19A4C116B8D2D0C8, 0x1E376C085141AB53, 0x2748774CDF8EEB99, 0x34B0BCB5E19B48A8,
    0x391C0CB3C5C95A63, 0x4ED8AA4AE3418ACB, 0x5B9CCA4F7763E373, 0x682E6FF3D6B2B8A3,
    0x748F82EE5DEFB2FC, 0x78A5636F43172F60, 0x84C87814A1F0AB72, 0x8CC702081A6439EC,
    0x90BEFFFA23631E28, 0xA4506CEBDE82BDE9, 0xBEF9A3F7B2C67915, 0xC67178F2E372532B,
    0xCA273ECEEA26619C, 0xD186B8C721C0C207, 0xEADA7DD6CDE0EB1E, 0xF57D4F7FEE6ED178,
    0x06F067AA72176FBA, 0x0A637DC5A2C898A6, 0x113F9804BEF90DAE, 0x1B710B35131C471B,
    0x28DB77F523047D84, 0x32CAAB7B40C72493, 0x3C9EBE0A15C9BEBC, 0x431D67C49C100D4C,
    0x4CC5D4BECB3E42B6, 0x597F299CFC657E2A, 0x5FCB6FAB3AD6FAEC, 0x6C44198C4A475817,
};

template <typename Word>
struct Sha2;

template <>
struct Sha2<uint32_t> {
  static constexpr int kRounds = 64;
  static constexpr int kLarge0[] = {2, 13, 22};
  static constexpr int kLarge1[] = {6, 11, 25};
  static constexpr int kSmall0[] = {7, 18, 3};  // the last one shifts
  static constexpr int kSmall1[] = {17, 19, 10};
  static constexpr uint32_t Constant(int i) { return static_cast<uint32_t>(kCubeRoots[i] >> 32); }
};
template <>
struct Sha2<uint64_t> {
  static constexpr int kRounds = 80;
  static constexpr int kLarge0[] = {28, 34, 39};
  static constexpr int kLarge1[] = {14, 18, 41};
  static constexpr int kSmall0[] = {1, 8, 7};
  static constexpr int kSmall1[] = {19, 61, 6};
  static constexpr uint64_t Constant(int i) { return kCubeRoots[i]; }
};

template <typename Word>
Word Large(Word x, const int (&by)[3]) {
  return std::rotr(x, by[0]) ^ std::rotr(x, by[1]) ^ std::rotr(x, by[2]);
}
template <typename Word>
Word Small(Word x, const int (&by)[3]) {
  return std::rotr(x, by[0]) ^ std::rotr(x, by[1]) ^ (x >> by[2]);
}

template <typename Word>
void Compress(std::array<Word, 8>& state, const uint8_t* block) {
  using S = Sha2<Word>;
  Word words[S::kRounds];
  for (int i = 0; i < 16; ++i) {
    words[i] = LoadWord<Word, ByteOrder::kBig>(block + sizeof(Word) * i);
  }
  for (int i = 16; i < S::kRounds; ++i) {
    words[i] = words[i - 16] + Small(words[i - 15], S::kSmall0) + words[i - 7] +
               Small(words[i - 2], S::kSmall1);
  }
  auto [a, b, c, d, e, f, g, h] = state;
#pragma clang loop unroll_count(8)
  for (int i = 0; i < S::kRounds; ++i) {
    const Word t1 = h + Large(e, S::kLarge1) + ((e & f) ^ (~e & g)) + S::Constant(i) + words[i];
    const Word t2 = Large(a, S::kLarge0) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  const Word added[] = {a, b, c, d, e, f, g, h};
  for (int i = 0; i < 8; ++i) state[i] += added[i];
}

}  // namespace

void Sha2Compress(Sha2State32& state, const uint8_t* block) { Compress(state, block); }
void Sha2Compress(Sha2State64& state, const uint8_t* block) { Compress(state, block); }

}  // namespace krait::hashing
