#pragma once
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "channels/feed/feed.hpp"

// Reading of a mended document, for the decoders of this folder only (heavy header).
namespace channels::feed {

// Gives every element the usual prefix of its namespace, whatever the document calls it: "" for RSS in all
// its versions, "atom", "dc", "content", "media", "itunes" …; unknown namespaces and undeclared prefixes
// stay.
void use_canonical_names(pugi::xml_document& document);

std::string_view local_name(pugi::xml_node node);  // without the prefix
std::string_view prefix_name(pugi::xml_node node);

// The characters inside, or the markup when there are elements inside; trimmed.
std::string inner(pugi::xml_node node);
// The same of the first child of that name; "" when there is none.
std::string inner(pugi::xml_node parent, const char* name);
// What is inside as markup, characters escaped; trimmed.
std::string markup(pugi::xml_node node);
// The attribute without regard to a prefix, trimmed: attribute(node, "resource") is rdf:resource too.
std::string attribute(pugi::xml_node node, std::string_view local);

// Addresses inside the element are relative to this; "" when nobody says.
std::string base_of(pugi::xml_node node, std::string_view document_url);
// xml:lang as inherited.
std::string language_of(pugi::xml_node node);

// {"name","value","attrs":{},"children":{name:[…]}}, bounded in depth and size.
json::object element(pugi::xml_node node);
// Adds the element to {"prefix": {"name": [element]}}.
void keep(json::object& extensions, pugi::xml_node node);

// The element as text, at most 64 KiB.
std::string source_of(pugi::xml_node node);

Date date(std::string raw);

}  // namespace channels::feed
