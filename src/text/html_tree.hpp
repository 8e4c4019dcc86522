#pragma once
#include <gumbo.h>
#include <memory>
#include <string>
#include <string_view>

namespace text {

// A parsed page, tamed first; small enough in every direction to be walked by recursion.
class Tree {
public:
    explicit Tree(std::string_view html);

    // The body, or nullptr when the parser made none.
    const GumboNode* body() const { return body_; }

private:
    struct Destroy {
        void operator()(GumboOutput* output) const;
    };
    std::string html_;  // the tree points into it
    std::unique_ptr<GumboOutput, Destroy> output_;
    const GumboNode* body_ = nullptr;
};

bool is_element(const GumboNode& node);
bool is_text(const GumboNode& node);

// The lower-case name of an element; "" for what is none.
std::string_view name(const GumboNode& node);

// The value of an attribute, "" when there is none.
std::string_view attribute(const GumboNode& node, const char* key);
bool has_attribute(const GumboNode& node, const char* key);

// True for what a browser would not show: hidden, display:none and the like.
bool is_hidden(const GumboNode& node);

template <class Visit>
void each_child(const GumboNode& node, Visit&& visit) {
    const GumboVector& children = node.v.element.children;
    for (unsigned i = 0; i < children.length; ++i) visit(*static_cast<const GumboNode*>(children.data[i]));
}

// The text under a node as it stands in the page.
std::string raw_text(const GumboNode& node);

void append_escaped(std::string& out, std::string_view plain);
void append_attribute(std::string& out, std::string_view key, std::string_view value);

}  // namespace text
