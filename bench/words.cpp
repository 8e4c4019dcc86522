#include "bench/words.hpp"

#include <array>
#include <string_view>

namespace bench {
namespace {
constexpr std::array<std::string_view, 24> latin{"re",  "no",  "ta", "li",  "men", "so", "ver", "da",
                                                 "ki",  "pol", "e",  "um",  "tra", "ne", "os",  "bi",
                                                 "gan", "ro",  "fe", "sti", "lu",  "ma", "ço",  "ha"};
constexpr std::array<std::string_view, 16> cyrillic{"на",  "ко", "ру", "вет", "ми",  "зо", "пра", "ля",
                                                    "дом", "ще", "го", "ни",  "ста", "бе", "ур",  "ти"};
constexpr std::array<std::string_view, 16> greek{"κα", "το", "νι", "ρος", "με",  "λα", "πρω", "σι",
                                                 "δε", "θυ", "μα", "χο",  "ντε", "ζη", "φι",  "ξα"};
constexpr std::array<std::string_view, 16> arabic{"با", "نو", "سم", "را", "كت", "لي", "مد", "حا",
                                                  "في", "قد", "شر", "عن", "جو", "طا", "زي", "هم"};
constexpr std::array<std::string_view, 16> hangul{"나", "고", "서", "바", "리", "도", "마", "지",
                                                  "한", "수", "오", "채", "빵", "강", "루", "베"};
constexpr std::array<std::string_view, 32> han{
    "山", "水", "人", "日", "月", "木", "火", "土", "上", "下", "大", "小", "中", "里", "来", "去",
    "米", "麦", "店", "早", "晚", "街", "心", "手", "白", "明", "光", "天", "風", "車", "門", "家"};

template <std::size_t N>
std::string spelled(const std::array<std::string_view, N>& syllables, std::int64_t rank) {
    const auto base = static_cast<std::int64_t>(N);
    std::string out;
    // As numbers are written with N digits, without a zero: every rank has a spelling of its own.
    for (auto rest = rank + 1; rest > 0; rest = (rest - 1) / base)
        out += syllables[static_cast<std::size_t>((rest - 1) % base)];
    return out;
}
}  // namespace

std::string word(int script, std::int64_t rank) {
    switch (script) {
        case 1:
            return spelled(cyrillic, rank);
        case 2:
            return spelled(greek, rank);
        case 3:
            return spelled(arabic, rank);
        case 4:
            return spelled(hangul, rank);
        case 5:
            return spelled(han, rank);
        default:
            return spelled(latin, rank);
    }
}

bool spaced(int script) {
    return script != 5;
}
}  // namespace bench
