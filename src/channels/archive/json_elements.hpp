#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "channels/archive/source.hpp"

namespace channels::archive {

// The elements of one long JSON array, one at a time, in memory of the longest element: those of the first
// array in the text (whatever stands before it, such as "window.YTD.tweets.part0 ="), or of the array that is
// the member `key` of the outermost object.
class JsonElements {
public:
    explicit JsonElements(std::unique_ptr<Source> source, std::string key = {});

    struct Element {
        std::string text;       // one JSON value, perhaps ill-formed
        std::uint64_t number;   // from 1
        bool too_long = false;  // more than max_bytes: `text` is empty
    };
    // nullopt at the end of the array.
    std::optional<Element> next();
    // False when no such array was found, or the text ended inside it. Known once next() gave nullopt.
    bool complete() const { return complete_; }
    std::uint64_t bytes() const { return bytes_; }  // read so far

    static constexpr std::size_t max_bytes = 32u << 20;

private:
    struct Nesting {
        std::size_t depth = 0;
        bool in_string = false, escaped = false;
        bool ends(char c);
    };
    int peek();
    int take();
    bool find_array();
    bool find_member();
    std::string take_string();
    void skip_value();
    void copy_value(Element& element);

    std::unique_ptr<Source> source_;
    std::string key_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::uint64_t bytes_ = 0, count_ = 0;
    bool inside_ = false, over_ = false, complete_ = false;
};

}  // namespace channels::archive
