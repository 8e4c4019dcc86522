#include <unordered_map>

#include "store/search.hpp"

namespace store {
namespace {
// A tsvector holds at most 16,383 positions, 256 of them for one word, and a megabyte of words.
constexpr std::size_t positions = 16'383, repeats = 256, bytes = 900'000;

// Words with their positions in the text form of a tsvector. The tokens hold no quote and no backslash.
std::string vector_text(std::string_view document) {
    std::unordered_map<std::string_view, std::string> at;
    std::unordered_map<std::string_view, std::size_t> seen;
    std::size_t position = 0, size = 0;
    while (!document.empty() && position < positions && size < bytes) {
        auto word = document.substr(0, document.find(' '));
        document.remove_prefix(std::min(document.size(), word.size() + 1));
        if (word.empty()) continue;
        ++position;
        if (++seen[word] > repeats) continue;
        auto& list = at[word];
        size += list.empty() ? word.size() + 8 : 6;
        list += (list.empty() ? ":" : ",") + std::to_string(position);
    }
    std::string out;
    for (const auto& [word, list] : at) out += fmt::format("'{}'{} ", word, list);
    return out;
}

std::string phrase(const std::vector<std::string>& words) {
    std::string out;
    for (auto word : words) {
        bool prefix = word.ends_with('*');
        if (prefix) word.pop_back();
        out += (out.empty() ? "'" : " <-> '") + word + (prefix ? "':*" : "'");
    }
    return "(" + out + ")";
}

std::string expression(const SearchTerms& terms) {
    std::string out;
    for (const auto& each : terms.all) out += (out.empty() ? "" : " & ") + phrase(each);
    for (const auto& each : terms.none) out += " & !" + phrase(each);
    return out;
}

class PostgresSearch final : public Search {
public:
    void prepare(db::Database& index) const override {
        index.write([](db::Tx& tx) {
            tx.script(
                "CREATE TABLE IF NOT EXISTS message_words (workspace_id BIGINT NOT NULL, message_id BIGINT "
                "NOT NULL, "
                "words tsvector NOT NULL, PRIMARY KEY (workspace_id, message_id));"
                "CREATE INDEX IF NOT EXISTS message_words_gin ON message_words USING gin (words);");
        });
    }
    void add(db::Tx& tx, Id workspace, Id message, std::string_view document) const override {
        tx.post(
            "INSERT INTO message_words (workspace_id, message_id, words) VALUES ($1, $2, $3::text::tsvector) "
            "ON CONFLICT (workspace_id, message_id) DO UPDATE SET words = excluded.words",
            workspace, message, vector_text(document));
    }
    void remove(db::Tx& tx, Id workspace, Id message) const override {
        tx.post("DELETE FROM message_words WHERE workspace_id = $1 AND message_id = $2", workspace, message);
    }
    void remove_all(db::Tx& tx, Id workspace) const override {
        tx.post("DELETE FROM message_words WHERE workspace_id = $1", workspace);
    }
    std::vector<Id> newest(db::Tx& tx, Id workspace, const SearchTerms& terms, Id before,
                           std::size_t limit) const override {
        std::vector<Id> found;
        auto end = before ? before.value : std::numeric_limits<std::int64_t>::max();
        for (const auto& row : tx.query("SELECT message_id FROM message_words WHERE workspace_id = $1 AND "
                                        "words @@ $2::text::tsquery AND "
                                        "message_id < $3 ORDER BY message_id DESC LIMIT $4",
                                        workspace, expression(terms), end, static_cast<std::int64_t>(limit)))
            found.push_back(row.id(0));
        return found;
    }
};
}  // namespace

std::unique_ptr<Search> postgres_search() {
    return std::make_unique<PostgresSearch>();
}
}  // namespace store
