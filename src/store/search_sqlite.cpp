#include "db/dialect.hpp"
#include "store/search.hpp"

namespace store {
namespace {
// The workspace is a word of every document, so that a search never leaves it.
std::string scope(Id workspace) {
    return "in_" + workspace.text();
}

std::string quoted(const std::vector<std::string>& words) {
    std::string phrase;
    for (const auto& word : words) phrase += (phrase.empty() ? "" : " ") + word;
    bool prefix = phrase.ends_with('*');
    if (prefix) phrase.pop_back();
    return '"' + phrase + '"' + (prefix ? "*" : "");
}

std::string expression(Id workspace, const SearchTerms& terms) {
    std::string match = quoted({scope(workspace)});
    for (const auto& phrase : terms.all) match += " AND " + quoted(phrase);
    for (const auto& phrase : terms.none) match = "(" + match + ") NOT " + quoted(phrase);
    return match;
}

bool prepared(db::Tx& tx) {
    return db::table_exists(tx, "message_words_config") &&
           tx.one(
                 "SELECT count(*) FROM message_words_config WHERE (k = 'automerge' AND v = 16) OR (k = "
                 "'hashsize' AND v = 16777216)")
                   ->integer(0) == 2;
}

class SqliteSearch final : public Search {
public:
    // A command that only reads, as export does, must not wait for the server to let go of the index.
    void prepare(db::Database& index) const override {
        if (index.read(prepared)) return;
        index.write([](db::Tx& tx) {
            tx.script(
                "CREATE VIRTUAL TABLE IF NOT EXISTS message_words USING fts5(document, tokenize = \"ascii "
                "tokenchars '_'\", columnsize = 0);"
                "INSERT INTO message_words (message_words, rank) VALUES ('automerge', 16);"
                "INSERT INTO message_words (message_words, rank) VALUES ('hashsize', 16777216);");
        });
    }
    void add(db::Tx& tx, Id workspace, Id message, std::string_view document) const override {
        remove(tx, workspace, message);
        tx.post("INSERT INTO message_words (rowid, document) VALUES ($1, $2)", message,
                scope(workspace) + ' ' + std::string(document));
    }
    void remove(db::Tx& tx, Id, Id message) const override {
        tx.post("DELETE FROM message_words WHERE rowid = $1", message);
    }
    void remove_all(db::Tx& tx, Id workspace) const override {
        tx.post(
            "DELETE FROM message_words WHERE rowid IN (SELECT rowid FROM message_words WHERE message_words "
            "MATCH $1)",
            quoted({scope(workspace)}));
    }
    std::vector<Id> newest(db::Tx& tx, Id workspace, const SearchTerms& terms, Id before,
                           std::size_t limit) const override {
        std::vector<Id> found;
        auto end = before ? before.value : std::numeric_limits<std::int64_t>::max();
        for (const auto& row : tx.query("SELECT rowid FROM message_words WHERE message_words MATCH $1 AND "
                                        "rowid < $2 ORDER BY rowid DESC "
                                        "LIMIT $3",
                                        expression(workspace, terms), end, static_cast<std::int64_t>(limit)))
            found.push_back(row.id(0));
        return found;
    }
};
}  // namespace

std::unique_ptr<Search> sqlite_search() {
    return std::make_unique<SqliteSearch>();
}

std::unique_ptr<Search> make_search(db::Dialect dialect) {
    return dialect == db::Dialect::sqlite ? sqlite_search() : postgres_search();
}
}  // namespace store
