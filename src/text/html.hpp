#pragma once
#include <cstddef>
#include <string>
#include <string_view>

// HTML as mail programs and networks write it. Input over 4 MiB is cut, elements nested deeper than 256
// levels are flattened into their parents; output is always well-formed UTF-8.
namespace text {

// What a person would read: paragraphs apart by an empty line, "- " before list items, a link as
// "text (url)" when they differ, table cells apart, the alternative text of images; nothing that is hidden.
std::string to_text(std::string_view html);

struct Sanitised {
    std::string html;  // a fragment to put inside a <div>; sanitising it again changes nothing
    std::size_t remote_images =
        0;  // how many have their address in data-src, to be loaded when a member asks
};

// Keeps only listed elements, attributes and CSS properties. Links are http, https, mailto or tel and get
// target="_blank" rel="noopener noreferrer nofollow"; an image is src="cid:…" (a part of the same mail),
// src="data:image/(png|jpeg|gif|webp);base64,…" of at most 512 KiB, or has its address in data-src. Nothing
// in the result makes a browser fetch, run or submit anything by itself.
Sanitised sanitise(std::string_view html);

// Plain text as a fragment of the same kind: escaped, links clickable, lines kept.
std::string to_html(std::string_view plain);

// The characters & < > " ' as entities.
std::string escape(std::string_view plain);

}  // namespace text
