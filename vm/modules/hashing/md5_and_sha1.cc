#include "vm/modules/hashing/md5_and_sha1.h"

#include <bit>

namespace krait::hashing {
namespace {

// The sines of 1, 2, ... as fractions of 2**32.
constexpr uint32_t kSines[64] = {
    0xD76AA478, 0xE8C7B756, 0x242070DB, 0xC1BDCEEE, 0xF57C0FAF, 0x4787C62A, 0xA8304613, 0xFD469501,
    0x698098D8, 0x8B44F7AF, 0xFFFF5BB1, 0x895CD7BE, 0x6B901122, 0xFD987193, 0xA679438E, 0x49B40821,
    0xF61E2562, 0xC040B340, 0x265E5A51, 0xE9B6C7AA, 0xD62F105D, 0x02441453, 0xD8A1E681, 0xE7D3FBC8,
    0x21E1CDE6, 0xC33707D6, 0xF4D50D87, 0x455A14ED, 0xA9E3E905, 0xFCEFA3F8, 0x676F02D9, 0x8D2A4C8A,
    0xFFFA3942, 0x8771F681, 0x6D9D6122, 0xFDE5380C, 0xA4BEEA44, 0x4BDECFA9, 0xF6BB4B60, 0xBEBFBC70,
    0x289B7EC6, 0xEAA127FA, 0xD4EF3085, 0x04881D05, 0xD9D4D039, 0xE6DB99E5, 0x1FA27CF8, 0xC4AC5665,
    0xF4292244, 0x432AFF97, 0xAB9423A7, 0xFC93A039, 0x655B59C3, 0x8F0CCC92, 0xFFEFF47D, 0x85845DD1,
    0x6FA87E4F, 0xFE2CE6E0, 0xA3014314, 0x4E0811A1, 0xF7537E82, 0xBD3AF235, 0x2AD7D2BB, 0xEB86D391,
};
constexpr int kMd5Shifts[4][4] = {
    {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

/// The function and the word of the message for step `i` of MD5.
template <int kRound>
uint32_t Md5Mix(uint32_t b, uint32_t c, uint32_t d) {
  if constexpr (kRound == 0) return (b & c) | (~b & d);
  if constexpr (kRound == 1) return (d & b) | (~d & c);
  if constexpr (kRound == 2) return b ^ c ^ d;
  return c ^ (b | ~d);
}
constexpr int Md5Word(int round, int i) {
  return (round == 0 ? i : round == 1 ? 5 * i + 1 : round == 2 ? 3 * i + 5 : 7 * i) & 15;
}

template <int kRound>
void Md5Round(uint32_t (&s)[4], const uint32_t (&words)[16]) {
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; ++i) {
    const uint32_t sum = s[0] + Md5Mix<kRound>(s[1], s[2], s[3]) + kSines[kRound * 16 + i] +
                         words[Md5Word(kRound, i)];
    const uint32_t next = s[1] + std::rotl(sum, kMd5Shifts[kRound][i & 3]);
    s[0] = s[3];
    s[3] = s[2];
    s[2] = s[1];
    s[1] = next;
  }
}

template <int kRound>
uint32_t Sha1Mix(uint32_t b, uint32_t c, uint32_t d) {
  if constexpr (kRound == 0) return (b & c) | (~b & d);
  if constexpr (kRound == 2) return (b & c) | (b & d) | (c & d);
  return b ^ c ^ d;
}

template <int kRound>
void Sha1Round(uint32_t (&s)[5], const uint32_t (&words)[80]) {
  constexpr uint32_t kConstants[] = {0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6};
#pragma clang loop unroll(full)
  for (int i = kRound * 20; i < kRound * 20 + 20; ++i) {
    const uint32_t next = std::rotl(s[0], 5) + Sha1Mix<kRound>(s[1], s[2], s[3]) + s[4] +
                          kConstants[kRound] + words[i];
    s[4] = s[3];
    s[3] = s[2];
    s[2] = std::rotl(s[1], 30);
    s[1] = s[0];
    s[0] = next;
  }
}

}  // namespace

void Md5Core::Compress(const uint8_t* block) {
  uint32_t words[16];
  for (int i = 0; i < 16; ++i) words[i] = LoadWord<Word, kOrder>(block + 4 * i);
  uint32_t s[4] = {state_[0], state_[1], state_[2], state_[3]};
  Md5Round<0>(s, words);
  Md5Round<1>(s, words);
  Md5Round<2>(s, words);
  Md5Round<3>(s, words);
  for (int i = 0; i < 4; ++i) state_[i] += s[i];
}

void Sha1Core::Compress(const uint8_t* block) {
  uint32_t words[80];
  for (int i = 0; i < 16; ++i) words[i] = LoadWord<Word, kOrder>(block + 4 * i);
  for (int i = 16; i < 80; ++i) {
    words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  }
  uint32_t s[5] = {state_[0], state_[1], state_[2], state_[3], state_[4]};
  Sha1Round<0>(s, words);
  Sha1Round<1>(s, words);
  Sha1Round<2>(s, words);
  Sha1Round<3>(s, words);
  for (int i = 0; i < 5; ++i) state_[i] += s[i];
}

}  // namespace krait::hashing
