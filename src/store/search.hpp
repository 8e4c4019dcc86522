#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"

namespace store {

// What must and must not stand in a message: folded words as text::search_words() gives them; a word that
// ends in '*' is a prefix of at least two letters. A phrase is its words side by side.
struct SearchTerms {
    std::vector<std::vector<std::string>> all;  // each one word or one phrase
    std::vector<std::vector<std::string>> none;
    bool empty() const { return all.empty(); }
};

// Full-text search over the messages of a workspace, newest first. The one thing that each database
// does its own way; everything else is the same SQL on both.
class Search {
public:
    virtual ~Search() = default;
    // Makes what it needs in the index database.
    virtual void prepare(db::Database& index) const = 0;
    // `document` is what text::search_document() made of the message. Adding it again replaces it.
    virtual void add(db::Tx& index, Id workspace, Id message, std::string_view document) const = 0;
    virtual void remove(db::Tx& index, Id workspace, Id message) const = 0;
    virtual void remove_all(db::Tx& index, Id workspace) const = 0;
    // Keys below `before` (none: the newest), newest first. `terms.all` must not be empty.
    virtual std::vector<Id> newest(db::Tx& index, Id workspace, const SearchTerms& terms, Id before,
                                   std::size_t limit) const = 0;
};

std::unique_ptr<Search> sqlite_search();
std::unique_ptr<Search> postgres_search();
std::unique_ptr<Search> make_search(db::Dialect);

}  // namespace store
