// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/xml.hpp"

#include <string>

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace greisen::geo {
namespace {

std::string refusal(const std::string& text) {
  try {
    parse_xml(text, "a.xml");
  } catch (const Error& error) {
    return std::string(error.code()) + " " + error.problems().front().what;
  }
  return "taken";
}

TEST(Xml, GivesNamesTextAttributesAndChildren) {
  const XmlElement root = parse_xml(
      "<?xml version='1.0'?>\n<!-- who -->\n<n1:A xmlns:n1='u'><B id=\"1>0\"> x &amp; y </B><B "
      "id='2'/><C><D>4</D></C></n1:A>",
      "a.xml");
  EXPECT_EQ(root.name, "A");
  ASSERT_EQ(root.all("B").size(), 2U);
  EXPECT_EQ(root.child("B")->text, "x & y");
  EXPECT_EQ(*root.child("B")->attribute("id"), "1>0");
  EXPECT_EQ(*root.all("B")[1]->attribute("id"), "2");
  EXPECT_EQ(root.find("C/D")->text, "4");
  EXPECT_EQ(root.find("C/E"), nullptr);
  EXPECT_EQ(root.child("B")->attribute("nothing"), nullptr);
}

TEST(Xml, KeepsAngleBracketsOfCharacterData) {
  EXPECT_EQ(parse_xml("<a><![CDATA[1 < 2 </a>]]></a>", "a.xml").text, "1 < 2 </a>");
}

TEST(Xml, RefusesDocumentTypesAndEntities) {
  EXPECT_EQ(refusal("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"),
            "E3104 this XML declares a document type or entities");
  EXPECT_EQ(refusal("<a><!ENTITY x 'y'></a>"), "E3104 this XML declares a document type or entities");
}

TEST(Xml, RefusesDepthBeyondItsLimit) {
  std::string open;
  std::string close;
  for (int i = 0; i < kMaxXmlDepth; ++i) {
    open += "<a>";
    close += "</a>";
  }
  EXPECT_EQ(refusal(open + close), "taken");
  EXPECT_EQ(refusal("<a>" + open + close + "</a>"), "E3104 this XML is nested deeper than 64");
  std::string endless;
  for (int i = 0; i < 100'000; ++i) endless += "<a>";
  EXPECT_EQ(refusal(endless), "E3104 this XML is nested deeper than 64");
}

TEST(Xml, RefusesLengthBeyondItsLimit) {
  EXPECT_EQ(refusal("<a>" + std::string(kMaxXmlBytes, 'x') + "</a>"), "E3104 this XML is longer than 32.0 MiB");
}

TEST(Xml, RefusesMoreElementsThanItsLimit) {
  std::string many = "<r>";
  for (std::size_t i = 0; i <= kMaxXmlElements; ++i) many += "<a/>";
  EXPECT_EQ(refusal(many + "</r>"), "E3104 this XML has more than 1000000 elements");
}

TEST(Xml, RefusesWhatIsNotWellFormed) {
  for (const char* text : {"", "no xml", "<a>", "<a><b></a></b>", "<a", "<a b='1>", "</a>", "<!-- <a/>", "<a/><b/>",
                           "<>x</>", "<a><</a>"}) {
    EXPECT_TRUE(refusal(text).starts_with("E3104")) << text << ": " << refusal(text);
  }
  EXPECT_TRUE(refusal(std::string("<a>\0</a>", 8)).starts_with("E3104"));
}

TEST(Xml, NamesTheLineOfAFault) {
  try {
    parse_xml("<a>\n<b>\n</c>\n</a>", "a.xml");
    FAIL() << "taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.problems().front().where.line, 3);
    EXPECT_EQ(error.problems().front().where.file, "a.xml");
  }
}

TEST(Xml, NeverCrashesOnBrokenDocuments) {
  const std::string whole = "<?xml version='1.0'?><A b='1'><!-- c --><![CDATA[d]]><E f=\"2\">g&amp;h</E><I/></A>";
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    refusal(whole.substr(0, cut));
    std::string changed = whole;
    for (const char c : {'<', '>', '"', '&', '/', '!', ' '}) {
      changed[cut] = c;
      refusal(changed);
    }
  }
  EXPECT_EQ(refusal(whole), "taken");
}

}  // namespace
}  // namespace greisen::geo
