// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/xml.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <cpl_minixml.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/vsi.hpp"

namespace greisen::geo {
namespace {

[[noreturn]] void refuse(const std::string& name, const std::string& what, int line = 0) {
  throw Error({"E3104", what, {name, line, 0, {}}, "download the file again from the agency"});
}

int line_of(std::string_view text, std::size_t at) {
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

/// Walks over the tags once, before anything is built from them: limits, declarations, nesting.
class Scan {
 public:
  Scan(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  void run() {
    for (std::size_t at = text_.find('<'); at != std::string_view::npos; at = text_.find('<', at)) at = tag(at);
    if (!open_.empty()) refuse(name_, "this XML ends inside <" + printable(open_.back()) + ">");
  }

 private:
  std::size_t tag(std::size_t at) {
    const std::string_view rest = text_.substr(at);
    if (rest.starts_with("<!--")) return past(at, "-->");
    if (rest.starts_with("<![CDATA[")) return past(at, "]]>");
    if (rest.starts_with("<?")) return past(at, "?>");
    if (rest.starts_with("<!")) refuse(name_, "this XML declares a document type or entities", line_of(text_, at));
    return rest.starts_with("</") ? close(at) : open(at);
  }

  std::size_t past(std::size_t at, std::string_view end) const {
    const std::size_t found = text_.find(end, at);
    if (found == std::string_view::npos) refuse(name_, "this XML breaks off", line_of(text_, at));
    return found + end.size();
  }

  std::size_t open(std::size_t at) {
    const std::size_t end = tag_end(at);
    const std::string_view inside = text_.substr(at + 1, end - at - 1);
    const std::string_view element = inside.substr(0, inside.find_first_of(" \t\r\n/"));
    if (element.empty() || element.ends_with(':'))
      refuse(name_, "this XML has a tag without a name", line_of(text_, at));
    if (++elements_ > kMaxXmlElements) {
      refuse(name_, "this XML has more than " + std::to_string(kMaxXmlElements) + " elements");
    }
    if (!inside.ends_with('/')) open_.emplace_back(element);
    if (open_.size() > kMaxXmlDepth) {
      refuse(name_, "this XML is nested deeper than " + std::to_string(kMaxXmlDepth), line_of(text_, at));
    }
    return end + 1;
  }

  std::size_t close(std::size_t at) {
    const std::size_t end = past(at, ">");
    const std::string_view element = trim(text_.substr(at + 2, end - at - 3));
    if (open_.empty() || open_.back() != element) {
      refuse(name_, "this XML closes <" + printable(element) + "> which is not open", line_of(text_, at));
    }
    open_.pop_back();
    return end;
  }

  /// The '>' that ends a tag; one inside quotes does not.
  std::size_t tag_end(std::size_t at) const {
    char quote = 0;
    for (std::size_t i = at + 1; i < text_.size(); ++i) {
      const char c = text_[i];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return i;
      } else if (c == '<') {
        break;
      }
    }
    refuse(name_, "this XML has a tag that does not end", line_of(text_, at));
  }

  std::string_view text_;
  const std::string& name_;
  std::vector<std::string> open_;
  std::size_t elements_ = 0;
};

std::string local_name(const char* qualified) {
  const std::string_view name(qualified);
  const std::size_t colon = name.rfind(':');
  return std::string(colon == std::string_view::npos ? name : name.substr(colon + 1));
}

XmlElement element_of(const CPLXMLNode& node) {
  XmlElement element;
  element.name = local_name(node.pszValue);
  for (const CPLXMLNode* part = node.psChild; part != nullptr; part = part->psNext) {
    if (part->eType == CXT_Text) {
      element.text += part->pszValue;
    } else if (part->eType == CXT_Attribute && part->psChild != nullptr) {
      element.attributes.emplace_back(local_name(part->pszValue), part->psChild->pszValue);
    } else if (part->eType == CXT_Element) {
      element.children.push_back(element_of(*part));
    }
  }
  element.text = std::string(trim(element.text));
  return element;
}

struct DestroyTree {
  void operator()(CPLXMLNode* tree) const { CPLDestroyXMLNode(tree); }
};

}  // namespace

const XmlElement* XmlElement::child(std::string_view child_name) const {
  const auto found = std::ranges::find(children, child_name, &XmlElement::name);
  return found == children.end() ? nullptr : &*found;
}

std::vector<const XmlElement*> XmlElement::all(std::string_view child_name) const {
  std::vector<const XmlElement*> found;
  for (const XmlElement& part : children) {
    if (part.name == child_name) found.push_back(&part);
  }
  return found;
}

const std::string* XmlElement::attribute(std::string_view attribute_name) const {
  for (const auto& [key, value] : attributes) {
    if (key == attribute_name) return &value;
  }
  return nullptr;
}

const XmlElement* XmlElement::find(std::string_view path) const {
  const XmlElement* at = this;
  for (const std::string& step : split(path, '/')) {
    at = at->child(step);
    if (at == nullptr) return nullptr;
  }
  return at;
}

XmlElement parse_xml(std::string_view text, const std::string& name) {
  if (text.size() > kMaxXmlBytes) refuse(name, "this XML is longer than " + human_size(kMaxXmlBytes));
  if (text.find('\0') != std::string_view::npos) refuse(name, "this is no XML: it holds zero bytes");
  Scan(text, name).run();
  const GdalFailures quiet;
  const std::unique_ptr<CPLXMLNode, DestroyTree> tree(CPLParseXMLString(std::string(text).c_str()));
  if (!tree) refuse(name, "this XML is not well formed: " + quiet.text());
  const CPLXMLNode* root = nullptr;
  for (const CPLXMLNode* node = tree.get(); node != nullptr; node = node->psNext) {
    if (node->eType != CXT_Element || node->pszValue[0] == '?') continue;
    if (root != nullptr) refuse(name, "this XML has more than one root element");
    root = node;
  }
  if (root == nullptr) refuse(name, "this is no XML: it has no element");
  return element_of(*root);
}

XmlElement read_xml(const std::string& path) { return parse_xml(read_text(path, kMaxXmlBytes), path); }

}  // namespace greisen::geo
