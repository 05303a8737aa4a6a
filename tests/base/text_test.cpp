// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <bit>
#include <clocale>
#include <cmath>
#include <limits>
#include <locale>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greisen {
namespace {

using testing::ElementsAre;

TEST(ParseDouble, ReadsDecimals) {
  EXPECT_EQ(parse_double("0.1"), 0.1);
  EXPECT_EQ(parse_double("-12"), -12.0);
  EXPECT_EQ(parse_double("+3.5e-2"), 0.035);
  EXPECT_EQ(parse_double(".5"), 0.5);
  EXPECT_EQ(parse_double("5."), 5.0);
  EXPECT_EQ(parse_double("1E5"), 1e5);
}

TEST(ParseDouble, RefusesEverythingElse) {
  for (const char* text : {"", " 1", "1 ", "1,5", "0x10", "inf", "-inf", "nan", "1e999", "+", "-", "+-1", "++1", "1e",
                           "e5", "1_000", "1m", "."}) {
    EXPECT_EQ(parse_double(text), std::nullopt) << text;
  }
}

TEST(ParseInt64, ReadsDecimalsOnly) {
  EXPECT_EQ(parse_int64("012"), 12);
  EXPECT_EQ(parse_int64("+7"), 7);
  EXPECT_EQ(parse_int64("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
  for (const char* text : {"", "9223372036854775808", "1.0", "1e3", "0x1", "+-1", " 1"}) {
    EXPECT_EQ(parse_int64(text), std::nullopt) << text;
  }
}

TEST(ParseSize, ReadsUnitsOfPowersOf1024) {
  EXPECT_EQ(parse_size("4096"), 4096U);
  EXPECT_EQ(parse_size("512M"), 512ULL << 20U);
  EXPECT_EQ(parse_size("2G"), 2ULL << 30U);
  EXPECT_EQ(parse_size("1.5GiB"), 1536ULL << 20U);
  EXPECT_EQ(parse_size(" 64 kB "), 65536U);
  EXPECT_EQ(parse_size("0"), 0U);
}

TEST(ParseSize, RefusesNonsense) {
  for (const char* text : {"", "M", "-1M", "1X", "1.2.3M", "1e3", ".5G", "99999999999T", "1 2M"}) {
    EXPECT_EQ(parse_size(text), std::nullopt) << text;
  }
}

TEST(FormatNumber, IsShortestAndReadsBack) {
  EXPECT_EQ(format_number(0.1), "0.1");
  EXPECT_EQ(format_number(42.0), "42");
  EXPECT_EQ(format_number(1e-12), "1e-12");
  EXPECT_EQ(format_number(0.1F), "0.1");
  EXPECT_EQ(format_number(std::nan("")), "nan");
  EXPECT_EQ(format_number(-std::numeric_limits<double>::infinity()), "-inf");
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    const auto value = std::bit_cast<double>(random());
    // results below the normal range are told as out of range by from_chars of some libraries
    if (std::isfinite(value) && std::abs(value) > 1e-300) {
      ASSERT_EQ(parse_double(format_number(value)), value);
    }
  }
}

TEST(Numbers, DoNotLookAtTheLocale) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  if (std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr) {
    GTEST_SKIP() << "SKIPPED: the locale de_DE.UTF-8 is not installed";
  }
  EXPECT_EQ(parse_double("0.5"), 0.5);
  EXPECT_EQ(parse_double("0,5"), std::nullopt);
  EXPECT_EQ(format_number(1234567.5), "1234567.5");
  EXPECT_EQ(human_size(1536), "1.5 KiB");
  EXPECT_EQ(human_duration(1.25), "1.2 s");
  std::setlocale(LC_ALL, before.c_str());
}

class CommaNumbers : public std::numpunct<char> {
  [[nodiscard]] char do_decimal_point() const override { return ','; }
  [[nodiscard]] char do_thousands_sep() const override { return '.'; }
  [[nodiscard]] std::string do_grouping() const override { return "\3"; }
};

TEST(Numbers, DoNotLookAtTheStreamLocale) {
  const std::locale before = std::locale::global(std::locale(std::locale::classic(), new CommaNumbers));
  EXPECT_EQ(parse_double("1234.5"), 1234.5);
  EXPECT_EQ(format_number(1234567.5), "1234567.5");
  EXPECT_EQ(format_number(1234567.0F), "1234567");
  EXPECT_EQ(human_size(1536), "1.5 KiB");
  std::locale::global(before);
}

TEST(HumanSize, PicksTheUnit) {
  EXPECT_EQ(human_size(0), "0 B");
  EXPECT_EQ(human_size(1023), "1023 B");
  EXPECT_EQ(human_size(1536), "1.5 KiB");
  EXPECT_EQ(human_size((1U << 20U) - 1), "1.0 MiB");
  EXPECT_EQ(human_size(3ULL << 30U), "3.0 GiB");
}

TEST(HumanDuration, PicksTheUnit) {
  EXPECT_EQ(human_duration(0.4), "0.4 s");
  EXPECT_EQ(human_duration(41.2), "41 s");
  EXPECT_EQ(human_duration(59.9), "1 min 00 s");
  EXPECT_EQ(human_duration(185), "3 min 05 s");
  EXPECT_EQ(human_duration(7800), "2 h 10 min");
  EXPECT_EQ(human_duration(std::nan("")), "unknown");
  EXPECT_EQ(human_duration(-1), "unknown");
}

TEST(Words, TrimSplitJoinLower) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim("  "), "");
  EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(split("", ','), ElementsAre(""));
  EXPECT_EQ(join(std::vector<std::string>{"a", "b"}, ", "), "a, b");
  EXPECT_EQ(lower("SWIR1 É"), "swir1 É");
}

TEST(Glob, MatchesScenes) {
  EXPECT_TRUE(glob_match("S2*_MSIL2A_*.SAFE", "S2B_MSIL2A_20200101.SAFE"));
  EXPECT_TRUE(glob_match("LC0[89]_*", "LC09_L2SP"));
  EXPECT_FALSE(glob_match("LC0[89]_*", "LC07_L2SP"));
  EXPECT_TRUE(glob_match("B?.tif", "B4.tif"));
  EXPECT_FALSE(glob_match("B?.tif", "B12.tif"));
  EXPECT_TRUE(glob_match("*", ""));
  EXPECT_FALSE(glob_match("", "a"));
  EXPECT_TRUE(glob_match("[!a-c]x", "dx"));
  EXPECT_FALSE(glob_match("[!a-c]x", "bx"));
  EXPECT_TRUE(glob_match("[]]", "]"));
  EXPECT_TRUE(glob_match("[a", "[a")) << "a bracket that is not closed is a character";
}

TEST(Glob, IsFastOnHostilePatterns) {
  std::string pattern;
  for (int i = 0; i < 2000; ++i) {
    pattern += "*a";
  }
  EXPECT_FALSE(glob_match(pattern + "b", std::string(20000, 'a')));
}

TEST(Nearest, FindsTypingMistakes) {
  const std::vector<std::string> bands = {"blue", "green", "swir1", "swir2"};
  EXPECT_EQ(nearest("gren", bands), "green");
  EXPECT_EQ(nearest("bleu", bands), "blue") << "a swap is one mistake";
  EXPECT_EQ(nearest("SWIR2", bands), "swir2");
  EXPECT_EQ(nearest("swir3", bands), "swir1") << "the first of those that are as near";
  EXPECT_EQ(nearest("thermal", bands), "");
  EXPECT_EQ(nearest("", bands), "");
  EXPECT_EQ(nearest(std::string(100000, 'a'), bands), "");
}

TEST(Suggestion, NamesTheNearestOrAll) {
  const std::vector<std::string> words = {"bar", "plain"};
  EXPECT_EQ(suggestion("plian", words), "did you mean 'plain'?");
  EXPECT_EQ(suggestion("xylophone", words), "use one of bar, plain");
  EXPECT_EQ(suggestion("x", std::vector<std::string>()), "remove it");
}

TEST(Utf8, KnowsWellFormedText) {
  EXPECT_TRUE(valid_utf8("aé日😀"));
  for (const char* text : {"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe0\x80\x80", "a\x80"}) {
    EXPECT_FALSE(valid_utf8(text));
  }
}

TEST(Utf8, ColumnsCountCharacters) {
  EXPECT_EQ(column_of("aé日x", 0), 1);
  EXPECT_EQ(column_of("aé日x", 1), 2);
  EXPECT_EQ(column_of("aé日x", 3), 3);
  EXPECT_EQ(column_of("aé日x", 6), 4);
  EXPECT_EQ(column_of("ab", 99), 3);
}

TEST(Printable, CutsAndCleans) {
  EXPECT_EQ(printable("a\nb\x1b\xff"), "a?b??");
  EXPECT_EQ(printable("ééé", 4), "éé…");
}

TEST(Escapes, KeepTextInItsPlace) {
  EXPECT_EQ(escape_xml("<a b='\"&\">\x01"), "&lt;a b=&apos;&quot;&amp;&quot;&gt;\xef\xbf\xbd");
  EXPECT_EQ(escape_html("it's"), "it&#39;s");
  EXPECT_EQ(json_string("a\"\\\n\x01é\xff"), "\"a\\\"\\\\\\n\\u0001é\xef\xbf\xbd\"");
  EXPECT_EQ(sql_literal("O'Brien'; --"), "'O''Brien''; --'");
}

TEST(Csv, QuotesAndDisarmsFormulas) {
  EXPECT_EQ(csv_text("plain"), "plain");
  EXPECT_EQ(csv_text("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_text("a \"b\""), "\"a \"\"b\"\"\"");
  EXPECT_EQ(csv_text("=1+1"), "'=1+1");
  EXPECT_EQ(csv_text("@cmd,x"), "\"'@cmd,x\"");
  EXPECT_EQ(csv_text("-5"), "'-5");
  EXPECT_EQ(csv_text("\t=1"), "\"'\t=1\"");
  EXPECT_EQ(csv_text("\n=1"), "\"'\n=1\"");
  EXPECT_EQ(csv_text("\xef\xbc\x9d"
                     "1+1"),
            "'\xef\xbc\x9d"
            "1+1")
      << "of full width";
  EXPECT_EQ(csv_text(""), "");
}

TEST(SafeFileName, NeverLeavesTheFolder) {
  EXPECT_EQ(safe_file_name("../etc/passwd"), "_._etc_passwd");
  EXPECT_EQ(safe_file_name("Peña Ubiña"), "Pe_a_Ubi_a");
  EXPECT_EQ(safe_file_name(""), "unnamed");
  EXPECT_EQ(safe_file_name(std::string(500, 'a')).size(), 120U);
  EXPECT_EQ(safe_file_name(std::string("a\0b", 3)), "a_b");
}

}  // namespace
}  // namespace greisen
