#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "text/entities.hpp"
#include "text/range.hpp"
#include "text/utf8.hpp"

// twitter-text's published conformance cases, read from the shared test data beside the repository.
namespace {

using text::EntityKind;

struct Expected {
    std::string value;
    std::optional<text::Range> code_points;
};

struct Case {
    std::string section, description, text;
    std::vector<Expected> expected;
};

// Reads the one shape of YAML that these files have.
class Reader {
public:
    explicit Reader(const std::filesystem::path& file) : in_(file) {}

    std::vector<Case> read() {
        for (std::string line; std::getline(in_, line);) take(line);
        return std::move(cases_);
    }

private:
    void take(std::string_view line) {
        std::size_t indent = line.find_first_not_of(' ');
        if (indent == std::string_view::npos || line[indent] == '#') return;
        line.remove_prefix(indent);
        if (indent == 2 && line.ends_with(':') && line.front() != '-')
            section_ = line.substr(0, line.size() - 1);
        else if (after(line, "- description:"))
            cases_.push_back({section_, scalar(line), {}, {}});
        else if (after(line, "text:"))
            cases_.back().text = scalar(line);
        else if (after(line, "expected:"))
            flow(line);
        else
            item(line);
    }

    void item(std::string_view line) {
        if (cases_.empty()) return;
        auto& expected = cases_.back().expected;
        for (std::string_view key : {"- screen_name:", "- url:", "- hashtag:", "- cashtag:"})
            if (after(line, key)) return expected.push_back({scalar(line), {}}), void();
        if (after(line, "list_slug:"))
            expected.back().value += scalar(line);
        else if (after(line, "indices:"))
            expected.back().code_points = indices(line);
        else if (after(line, "- "))
            expected.push_back({scalar(line), {}});
    }

    static bool after(std::string_view& line, std::string_view start) {
        if (!line.starts_with(start)) return false;
        line.remove_prefix(start.size());
        while (line.starts_with(' ')) line.remove_prefix(1);
        return true;
    }

    static text::Range indices(std::string_view line) {
        std::size_t begin = std::strtoul(line.data() + 1, nullptr, 10);
        return {begin, std::strtoul(line.data() + line.find(',') + 1, nullptr, 10)};
    }

    void flow(std::string_view line) {
        while (!line.empty()) {
            std::size_t quote = line.find('"');
            if (quote == std::string_view::npos) return;
            line.remove_prefix(quote);
            cases_.back().expected.push_back({quoted(line), {}});
        }
    }

    static std::string scalar(std::string_view line) {
        return line.starts_with('"') ? quoted(line) : std::string(line);
    }

    static std::string quoted(std::string_view& line) {
        std::string out;
        line.remove_prefix(1);
        while (!line.empty() && line.front() != '"') {
            if (line.front() == '\\')
                escape(line, out);
            else
                out += line.front(), line.remove_prefix(1);
        }
        if (!line.empty()) line.remove_prefix(1);
        return out;
    }

    static void escape(std::string_view& line, std::string& out) {
        char kind = line.at(1);
        std::size_t digits = kind == 'U' ? 8 : kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
        if (digits > 0)
            text::append(out,
                         static_cast<char32_t>(std::stoul(std::string(line.substr(2, digits)), nullptr, 16)));
        else
            out += kind == 'n' ? '\n' : kind;
        line.remove_prefix(2 + digits);
    }

    std::ifstream in_;
    std::string section_;
    std::vector<Case> cases_;
};

// A place of its own for the unpacked archive, gone with the test.
struct Unpacked {
    std::filesystem::path folder;

    Unpacked() {
        std::string pattern = (std::filesystem::temp_directory_path() / "rapport-text-XXXXXX").string();
        folder = mkdtemp(pattern.data());
        auto archive = std::filesystem::absolute("../shared/data/03-twitter-text.tar.zst");
        auto command =
            fmt::format("tar --zstd -xf '{}' -C '{}' 2>/dev/null", archive.string(), folder.string());
        if (std::system(command.c_str()) != 0) std::filesystem::remove_all(std::exchange(folder, {}));
    }
    ~Unpacked() {
        if (!folder.empty()) std::filesystem::remove_all(folder);
    }
};

std::optional<EntityKind> kind_of(std::string_view section) {
    if (section.starts_with("mentions")) return EntityKind::mention;
    if (section.starts_with("hashtags")) return EntityKind::hashtag;
    if (section.starts_with("cashtags")) return EntityKind::cashtag;
    if (section == "replies") return std::nullopt;
    return EntityKind::link;
}

bool passes(const Case& test) {
    std::vector<text::Range> ranges;
    std::vector<std::string> found;
    for (const text::Entity& entity : text::entities(test.text)) {
        if (entity.kind != kind_of(test.section)) continue;
        ranges.push_back(entity.range);
        found.push_back(entity.value);
    }
    auto points = text::counted(test.text, ranges, text::Unit::code_points);
    bool same = found.size() == test.expected.size();
    for (std::size_t i = 0; same && i < found.size(); ++i) {
        const Expected& expected = test.expected[i];
        same = found[i] == expected.value && (!expected.code_points || *expected.code_points == points[i]);
    }
    if (!same)
        fmt::print("  {}: {}: {} gave [{}]\n", test.section, test.description, test.text,
                   fmt::join(found, " | "));
    return same;
}

std::pair<std::size_t, std::size_t> passed(const std::filesystem::path& file) {
    std::size_t good = 0, all = 0;
    for (const Case& test : Reader(file).read()) {
        if (!kind_of(test.section)) continue;
        ++all;
        good += passes(test);
    }
    return {good, all};
}

}  // namespace

TEST(Conformance, of_extraction_is_complete) {
    Unpacked data;
    if (data.folder.empty()) GTEST_SKIP() << "../shared/data/03-twitter-text.tar.zst is not there";
    auto folder = data.folder / "03-twitter-text/conformance/conformance";
    EXPECT_EQ(passed(folder / "extract.yml"), std::pair(std::size_t{225}, std::size_t{225}));
    EXPECT_EQ(passed(folder / "tlds.yml"), std::pair(std::size_t{1574}, std::size_t{1574}));
}
