#pragma once
#include <ctime>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

// Inputs that the tests of this folder share: noise that is the same in every run.
namespace text::samples {

inline std::vector<std::string> random_bytes(std::size_t count, std::size_t longest = 80) {
    std::mt19937 engine(20'26);
    std::vector<std::string> out(count);
    for (std::string& bytes : out)
        for (std::size_t left = engine() % longest; left > 0; --left) bytes += static_cast<char>(engine());
    return out;
}

// Texts glued from pieces that mean something to the code under test, sometimes cut in the middle of a
// character.
inline std::vector<std::string> glued(const std::vector<std::string_view>& pieces, std::size_t count,
                                      std::size_t longest = 30) {
    std::mt19937 engine(19'84);
    std::vector<std::string> out(count);
    for (std::string& text : out) {
        for (std::size_t left = engine() % longest; left > 0; --left)
            text += pieces[engine() % pieces.size()];
        if (engine() % 4 == 0) text.resize(text.size() - text.size() / 5);
    }
    return out;
}

inline std::string repeated(std::string_view piece, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += piece;
    return out;
}

// Whether four times the input takes about four times the work (of this thread, so that others cannot
// disturb), with room for noise but not for sixteen times.
inline bool grows_linearly(std::string_view piece, const std::function<void(const std::string&)>& work) {
    auto cost = [&](std::size_t bytes) {
        std::string input = repeated(piece, bytes);
        auto now = [] {
            timespec time{};
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
            return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
        };
        double start = now();
        work(input);
        return now() - start;
    };
    double small = cost(12 << 10);
    return cost(48 << 10) < 9 * small + 0.05;
}

inline const std::vector<std::string_view> scripts = {
    "Bonjour Zoë, à bientôt ",
    "Καλημέρα κόσμε ",
    "Доброе утро ",
    "صباح الخير ",
    "בוקר טוב ",
    "おはようございます東京都 ",
    "สวัสดีตอนเช้าครับ",
    "सुप्रभात दुनिया ",
    "좋은 아침입니다 ",
    "早上好，世界",
    "👩‍👩‍👧‍👦🇫🇷🏳️‍🌈❤️",
    "z̷̧̢̛a̴̡l̸g̵o̶ ",
    "#brød ",
    "@ana_b ",
    "https://town.example/a?b=c#d ",
    "ana@town.example ",
    "\xff\xfe",
    "\n",
    "\t",
    "'",
    "\"",
    "*",
};

}  // namespace text::samples
