#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// A program of the build: turns the n-gram statistics of the npm package eld into the tables that
// language_grams.cpp reads.
//
// usage: language_table DICTIONARY.js NGRAMS.js OUT.bin OUT.inc
//
// OUT.bin, numbers little-endian: count, then `count` keys of 8 bytes in rising order (a gram as its bytes,
// the first one lowest), then count + 1 offsets of 4 bytes into the pairs, then the pairs {language, score}
// of 1 byte each. OUT.inc: the languages as C++ strings, one a line.
namespace {
using Text = std::u32string;

std::string contents(const char* path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error(std::string(path) + " cannot be read");
    return {std::istreambuf_iterator<char>(in), {}};
}

// What it reads is JavaScript of one shape: UTF-8 of at most two bytes a character.
Text characters(std::string_view utf8) {
    Text out;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        auto c = static_cast<unsigned char>(utf8[i]);
        if (c < 0x80)
            out += c;
        else if (c < 0xe0 && i + 1 < utf8.size())
            out += static_cast<char32_t>((c & 0x1f) << 6 | (utf8[++i] & 0x3f));
    }
    return out;
}

class Scanner {
public:
    Scanner(Text text, Text from) : text_(std::move(text)) {
        at_ = text_.find(from);
        if (at_ == Text::npos) throw std::runtime_error("the package eld has another shape than expected");
        at_ += from.size();
    }

    bool take(char32_t wanted) {
        if (at_ >= text_.size() || text_[at_] != wanted) return false;
        ++at_;
        return true;
    }
    void skip(std::u32string_view any) {
        while (at_ < text_.size() && any.find(text_[at_]) != any.npos) ++at_;
    }
    void want(char32_t wanted) {
        if (!take(wanted)) throw std::runtime_error("the package eld has another shape than expected");
    }
    int number() {
        int value = 0;
        while (at_ < text_.size() && text_[at_] >= U'0' && text_[at_] <= U'9')
            value = value * 10 + static_cast<int>(text_[at_++] - U'0');
        return value;
    }
    // 'quoted with \' inside', "quoted", or a bare word.
    Text word() {
        Text out;
        char32_t quote = at_ < text_.size() ? text_[at_] : U'\0';
        bool quoted = quote == U'\'' || quote == U'"';
        if (quoted) ++at_;
        while (at_ < text_.size() && text_[at_] != (quoted ? quote : U':')) {
            if (quoted && text_[at_] == U'\\') ++at_;
            out += text_[at_++];
        }
        if (quoted) want(quote);
        return out;
    }

private:
    Text text_;
    std::size_t at_ = 0;
};

// The package writes each byte as a character of its own.
std::map<char32_t, unsigned char> bytes_of_characters(const char* path) {
    Scanner in(characters(contents(path)), U"dictionary = [");
    std::map<char32_t, unsigned char> bytes;
    for (int i = 0; i < 256; ++i) {
        in.skip(U" \n\r,");
        auto character = in.word();
        if (character != U" ") bytes[character.at(0)] = static_cast<unsigned char>(i);
    }
    bytes[U' '] = ' ';
    return bytes;
}

struct Table {
    std::vector<std::string> languages;
    std::map<std::uint64_t, std::string> grams;  // the value: pairs of bytes
};

std::uint64_t key(const Text& gram, const std::map<char32_t, unsigned char>& bytes) {
    std::uint64_t key = 0;
    if (gram.empty() || gram.size() > 8) throw std::runtime_error("a gram of the package eld is too long");
    for (std::size_t i = gram.size(); i-- > 0;) key = key << 8 | bytes.at(gram[i]);
    return key;
}

Table read(const char* dictionary, const char* path) {
    auto bytes = bytes_of_characters(dictionary);
    auto text = characters(contents(path));
    Table table;
    Scanner names(text, U"languages:{");
    while (!names.take(U'}')) {
        names.number();
        names.want(U':');
        auto name = names.word();
        table.languages.emplace_back(name.begin(), name.end());
        names.take(U',');
    }
    Scanner grams(text, U"ngrams:{");
    while (!grams.take(U'}')) {
        auto& pairs = table.grams[key(grams.word(), bytes)];
        grams.want(U':');
        grams.want(U'{');
        while (!grams.take(U'}')) {
            pairs += static_cast<char>(grams.number());
            grams.want(U':');
            pairs += static_cast<char>(grams.number());
            grams.take(U',');
        }
        grams.take(U',');
    }
    return table;
}

template <class Number>
void put(std::string& out, Number number) {
    for (std::size_t i = 0; i < sizeof(Number); ++i) out += static_cast<char>(number >> (8 * i) & 0xff);
}

void write(const char* path, const std::string& content) {
    std::ofstream out(path, std::ios::binary);
    out << content;
    if (!out.flush()) throw std::runtime_error(std::string(path) + " cannot be written");
}

std::string packed(const Table& table) {
    std::string out, pairs;
    put(out, static_cast<std::uint64_t>(table.grams.size()));
    for (const auto& [gram, unused] : table.grams) put(out, gram);
    for (const auto& [unused, scores] : table.grams) {
        put(out, static_cast<std::uint32_t>(pairs.size()));
        pairs += scores;
    }
    put(out, static_cast<std::uint32_t>(pairs.size()));
    return out + pairs;
}
}  // namespace

int main(int count, char** arguments) try {
    if (count != 5) throw std::runtime_error("usage: language_table DICTIONARY.js NGRAMS.js OUT.bin OUT.inc");
    auto table = read(arguments[1], arguments[2]);
    if (table.grams.size() < 10'000) throw std::runtime_error("the package eld holds too little");
    std::string names;
    for (const auto& name : table.languages) names += '"' + name + "\",\n";
    write(arguments[3], packed(table));
    write(arguments[4], names);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "language_table: %s\n", error.what());
    return 1;
}
