#pragma once
#include <string_view>

#include "channels/feed/feed.hpp"
#include "channels/feed/xml.hpp"

// One decoder a family of formats; codec.cpp chooses.
namespace channels::feed {

Feed decode_rss(pugi::xml_node root, std::string_view base_url);
Feed decode_atom(pugi::xml_node root, std::string_view base_url);
// The object of a JSON Feed.
Feed decode_json_feed(const json::value& root, std::string_view base_url);

// Parts of Atom that stand inside RSS as well.
Author atom_author(pugi::xml_node node, std::string_view document_url);
Link atom_link(pugi::xml_node node, std::string_view document_url);
Text atom_text(pugi::xml_node node, std::string_view document_url);

// "Ana (ana@town.example)", "ana@town.example (Ana)", "Ana <ana@town.example>", or only one of them.
Author author_of(std::string_view text);

// What the modules say that any feed may use: dc, itunes, media, content, slash, georss, thr, sy.
void read_modules(Feed& feed, pugi::xml_node channel);
void read_modules(Entry& entry, pugi::xml_node item, std::string_view document_url);

}  // namespace channels::feed
