// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"

namespace greisen {

// Sorted by id; what `greisen explain CODE` prints. Two to four sentences a geologist new to the program can act upon.
std::vector<ErrorCode> const& error_codes() {  // NOLINT(readability-function-size): a table
  static const std::vector<ErrorCode> rows = {
      // E10xx base and engine
      {"E1001", "The program contradicts itself",
       "A check inside the program failed, so it stopped rather than give wrong numbers. This is a fault of the "
       "program, "
       "not of your data. Please report it with the message, the command line and run.json."},
      {"E1011", "A number does not fit",
       "A number inside the program was too large for the place it was meant for. This is a fault of the program. "
       "Please report it with the command line; a smaller area or fewer layers may help in the meantime."},
      {"E1012", "Not a scratch folder",
       "The program was about to remove a folder that it had not made itself, and did not. Nothing was lost. "
       "Look at the folder named in the message; if it is left over from an older run, remove it by hand."},
      {"E1013", "A value of a file was read as another type",
       "A value passed all checks and was then used as something else. This is a fault of the program. "
       "Please report it with the file named in the message."},
      {"E1014", "A part of the run record is no JSON",
       "The program tried to write something into run.json that is not well formed. This is a fault of the program; "
       "the rasters of the run are not touched by it."},
      {"E1015", "A checksum is missing",
       "A file was to be listed in checksums.sha256 without its checksum. This is a fault of the program; "
       "run `greisen verify` on the finished folder before passing it on."},
      {"E1016", "A table of keys contradicts itself",
       "The program's own table of what a file may hold is wrong, such as a default that is no JSON. "
       "This is a fault of the program, which its tests should have found. Please report it."},
      {"E1060", "An infinite value reached a file",
       "A step gave a value without bound, which no map may hold. This is a fault of the program. Please report it "
       "with the step and layer named in the message."},
      {"E1061", "A missing pixel has no place in a file",
       "A file without a value for missing pixels was to hold one. This is a fault of the program. Please report it "
       "with the command line."},
      {"E1062", "Pixels do not fit their file",
       "Pixels came in the wrong order, more than once, not at all, or with values the file's type cannot hold. This "
       "is a fault of the program. Please report it with the command line."},
      {"E1063", "A file read back differs from what was written",
       "Each map is read back and compared before it gets its name. This one differed, so it was removed. A failing "
       "disk is the most common reason; if it happens again on another disk, please report it."},
      {"E1064", "A row does not fit its table",
       "The program tried to write a row with other columns than its table has. This is a fault of the program. Please "
       "report it with the file named in the message."},
      {"E1065", "Writing was stopped",
       "A file was being written when the run was told to stop. The unfinished part was removed; run the same command "
       "again "
       "and it goes on where it stopped."},
      // E20xx command line
      {"E2001", "No verb",
       "The first word after greisen says what to do: `greisen run survey.yaml`. `greisen help` lists the verbs with"
       " a line on each, `greisen help VERB` tells all of one."},
      {"E2002", "Unknown verb",
       "The first word is none of the program's verbs, most often a typing mistake; the message names the nearest. "
       "`greisen help` lists them."},
      {"E2003", "Unknown option",
       "The option is not one of this verb's. The message names the nearest; `greisen help VERB` lists them all. A "
       "file whose name begins with - is given after a lone --."},
      {"E2004", "Something is missing on the command line",
       "The verb needs an argument or an option that was not given. `greisen help VERB` shows its usage and "
       "examples."},
      {"E2005", "An option has a value it does not take",
       "The value is none of the words, or not the kind of number, that the option or argument takes. The message "
       "names the nearest; `greisen help VERB` says what each takes."},
      {"E2006", "An argument too many",
       "The verb takes fewer arguments than were given. A path with blanks in it must stand in quotes."},
      {"E2007", "An option without its value, or given twice",
       "An option that takes a value stood last or before another option, or one that counts once was given twice. "
       "`greisen help VERB` shows how each is written."},
      {"E2008", "An option of every verb has a wrong value",
       "--threads takes a whole number from 1 to 1024, --memory a size such as 4G of at least 64 MiB, --tile 128, "
       "256 or 512; --progress and --color take one of a few words, which the message names."},
      {"E2009", "Nothing to set",
       "`--set` changes a key of a survey file for one run, and this verb reads no survey. It goes with check, plan "
       "and run."},
      {"E2016", "A value cannot be set this way",
       "`--set` takes a key as it stands in the survey file, with dots between the levels, then = and the value: "
       "`--set grid.resolution_m=20`. Lists and maps are written as in YAML: `--set 'models=[w-skarn]'`. "
       "A key inside a list cannot be reached this way; edit the file instead."},
      {"E2020", "Nothing has this name",
       "`greisen explain` knows steps, indices, deposit models, sensors, spectra, reasons of masking and error "
       "codes; the name is none of them. `greisen list indices`, `list steps` and so on show what there is."},
      {"E2021", "Targets and pixels are not explained yet",
       "This version of `greisen explain` takes names of the catalogues and error codes. What raised and lowered a "
       "target stands in targets.csv and targets.gpkg of the run."},
      {"E2050", "The output is there already",
       "Nothing is overwritten unless you say so: neither a file, nor what another survey's run left in a folder. Give "
       "--overwrite, or another name with -o. A survey that was edited in its place, or moved as it is, goes on with "
       "its "
       "own run; files of yours under other names stay in a run's folder, and greisen verify names them."},
      {"E2051", "A formula lacks a name",
       "`--expr` takes NAME=FORMULA: the name becomes the file's and the layer's name, so it is made of "
       "letters, digits, '-' and '_'."},
      {"E2052", "A layer is asked for twice",
       "Two layers would be written under one name. Give each a name of its own; upper and lower case do not "
       "tell names apart."},
      {"E2053", "Nothing to compute",
       "Neither an index nor a formula was given. `greisen list indices` shows what there is; `--expr` takes "
       "formulas of your own."},
      {"E2054", "The folder is in use",
       "Another greisen is at work in this folder, and two would spoil each other's files. Wait for it, or "
       "give another folder with -o."},
      {"E2055", "An output would overwrite an input",
       "A file that is read would be replaced by one that is written: they are the same file, under one name or by a "
       "link. Inputs are never touched, --overwrite or not. Give another -o, or move the input."},
      {"E2057", "A link leads out of the run's folder",
       "A folder inside the run's own, or its state, is a symbolic link, so that what is written there would land "
       "elsewhere, over files of yours perhaps. Nothing was written. Remove the link, or give the folder that is "
       "meant, "
       "whole, with -o: the run's folder itself may be a link."},
      {"E2060", "Unknown creation option",
       "An option given with --co is not one of the file format's, or its value is not. Options are written KEY=VALUE "
       "as in GDAL, such as --co COMPRESS=ZSTD; the message holds what GDAL says of it."},
      // E21xx survey file; also the text of any other YAML file
      {"E2101", "Unknown key",
       "The file has a key the program does not know, most often a typing mistake or a key one level too deep. "
       "Nothing is ignored silently, so that a mistyped setting cannot go unnoticed. "
       "`greisen schema` prints all keys there are; an editor that reads the schema completes them."},
      {"E2102", "Wrong type of value",
       "A key has a value of another type than it needs, such as a word where a number is expected. "
       "Only `true` and `false` are yes and no; a text that looks like a number must stand in quotes: \"2024\". "
       "Decimal numbers are written with a point, never with a comma."},
      {"E2103", "Value out of range",
       "A number lies outside the limits its key allows. The message names both limits. Check the unit as well: "
       "metres, degrees, shares from 0 to 1 and percent are easily taken for each other."},
      {"E2104", "Missing key",
       "A key that has no default is not there. The message names it and the place it belongs to. "
       "Check the indentation too: a key that is indented too far belongs to the entry above it."},
      {"E2105", "Doubled key",
       "The same key stands twice in one map. It would be unclear which one counts, so neither does. "
       "Remove one of them; the message names the line of both."},
      {"E2106", "Not one of the choices",
       "The key takes one word of a fixed list, and this is none of them. The message names the nearest one or all of "
       "them. "
       "Small and capital letters count."},
      {"E2107", "Too few or too many",
       "A list, or a text, is shorter or longer than its key allows. A bounding box, for example, has exactly four "
       "numbers. "
       "The message names the number found and the limits. A list of a survey has at most 4096 entries: of scenes one "
       "entry, a pattern or a folder, names many. One compute gives at most 1000 layers."},
      {"E2108", "A layer's name cannot be a file's",
       "Layers become files of their name. Use letters, digits, '-' and '_', and no path."},
      {"E2109", "A layer's name is taken",
       "The program writes a layer of its own under this name, or the catalogue has an index of this name, which "
       "models "
       "read: a formula in its place would change them unseen. Give the layer another name."},
      {"E2110", "The file is not YAML",
       "The text cannot be read: most often the indentation is uneven, a quote or a bracket is not closed, or a colon "
       "has no "
       "blank after it. The caret shows where reading stopped; the mistake is there or on the line above."},
      {"E2111", "Anchors, aliases, merge keys and tags are not allowed",
       "YAML can reuse parts of a file (&name, *name, <<) and force types (!!int). The program refuses them, so that "
       "what a "
       "file says can be read at its place and never grows when it is read. Write the values out."},
      {"E2112", "The file is too large",
       "A settings file may have 8 MiB, 100 000 values and 64 levels. Such a file was most likely given by mistake, "
       "for example a raster or a table in place of the survey."},
      {"E2113", "The file is not UTF-8 text",
       "The file holds bytes that are no UTF-8 text, or control characters. It may be a binary file, or a text saved "
       "as "
       "Latin-1 or UTF-16. Save it anew with the encoding UTF-8."},
      {"E2114", "More than one document",
       "A line with --- begins a second YAML document in the same file. The program reads one only and would ignore "
       "the rest. "
       "Remove the line, or split the file in two."},
      {"E2115", "A tab before the first word",
       "YAML does not allow tabs for indentation, since they are as wide as each editor likes. Put blanks in their "
       "place; "
       "most editors do this by themselves for files named .yaml."},
      {"E2150", "The box is no area",
       "A box is written [min x, min y, max x, max y] in the units of its CRS; in degrees that is west, south, east, "
       "north. A box in degrees whose west is greater than its east crosses the antimeridian."},
      // E22xx catalogue entries
      {"E2151", "The season cannot be read",
       "composite.season takes two days of the year, MM-DD/MM-DD, both of them included; the second may lie before the "
       "first, over New Year. The words all and auto are the whole year and what suits the method and the country."},
      {"E2201", "Not in the catalogue",
       "The name is no sensor, index, spectrum, deposit model, palette or colour that the program knows. `greisen "
       "list` "
       "shows them all. Entries of your own go into the folders sensors, indices, spectra, models, lookalikes, "
       "palettes "
       "and styles beside the survey."},
      {"E2202", "A catalogue entry does not fit its form",
       "An entry of the catalogue has a key that is unknown, missing or doubled, or a value of the wrong kind. "
       "The message names line and column. `greisen explain` on an entry of the same kind shows what belongs there."},
      {"E2203", "A catalogue entry contradicts itself",
       "The entry reads well and still cannot be meant: an id used twice, a wavelength that falls, fractions that do "
       "not sum to 1, "
       "an evidence of a family that is not there. The message says which."},
      {"E2204", "An index does not prove itself",
       "Each index carries worked examples, and at least one of them does not come out, or one of those that are "
       "required is not "
       "there: a missing input, and a zero denominator where the formula divides. Either the formula or the example is "
       "wrong."},
      {"E2205", "Spectra cannot be mixed",
       "The parts of a mixture have fewer than two wavelengths in common. Mix spectra of one library, in nm."},
      {"E2206", "An index cannot be had",
       "The sensor has no band for it, or it needs true reflectance where only numbers of unknown scale are "
       "at hand. `greisen explain INDEX` says what it needs on each sensor."},
      // E23xx formulas
      {"E2301", "A formula cannot be read",
       "The caret shows where. A formula is written with band roles (swir1), band names (B11) or wavelengths (r1610), "
       "numbers, "
       "+ - * / ^ and parentheses, comparisons, and, or, not, and functions such as sqrt(x) or if(condition, a, b)."},
      {"E2302", "A function is used in a way it does not have",
       "The function is unknown, or has too many or too few arguments, or arguments out of range. The message shows "
       "its usage. "
       "depth and wavelength take plain wavelengths in nm and need a spectrometer."},
      {"E2303", "A formula is too large",
       "A formula may have 4096 characters, 1000 parts and 100 levels of nesting. Split it into several layers."},
      // E24xx arguments of steps
      {"E2401", "A step lacks a parameter",
       "The step needs a parameter that has no default. `greisen explain STEP` lists its parameters with units, ranges "
       "and defaults. On the command line it is given as `--param name=value`."},
      {"E2402", "A parameter has the wrong type",
       "The value does not fit the parameter, such as a word where a number is needed. "
       "`greisen explain STEP` says what each parameter takes; a list is written with commas."},
      {"E2403", "A parameter is out of range",
       "The value leaves the range, or is none of the words, that the parameter allows. The message names the limits."},
      {"E2404", "A step does not know this parameter",
       "The name of the parameter is not one of the step's, most often a typing mistake. "
       "The message lists those there are."},
      {"E2406", "No such step",
       "The name is none of the program's steps. `greisen list steps` shows them all with a line on each, and "
       "`greisen explain STEP` says what one does and which parameters it takes."},
      {"E2410", "A step got too few or too many layers",
       "Each step takes a number of input layers of its own; the message names it. `greisen explain STEP` tells what "
       "they are. "
       "For a raster, every band is one layer; choose among them by name."},
      {"E2411", "Arguments of a step do not fit together",
       "Each value is well formed by itself, but contradicts another one or the number of layers: a reference spectrum "
       "with more "
       "values than there are bands, for example. The message says which and what would fit."},
      {"E2412", "A formula names what is not there",
       "The formula of an expression uses a name that no input layer has, or a function that needs a spectrometer. "
       "Names are the layers' names as `greisen inspect` prints them; capital and small letters count."},
      {"E2413", "A length is finer than the pixels",
       "A filter that measures in metres would fall between the pixels: a line two pixels long has no direction, a "
       "square "
       "of one pixel takes nothing off. Give a longer one, as the message says, or finer pixels. In a deposit model "
       "such a "
       "length is widened, and the run says so."},
      {"E2414", "A step that finds no shapes",
       "The output of apply was to be a GeoPackage, and the step makes rasters alone. Steps that find lines, points or "
       "polygons, such as drainage_lines or catchments, write them to a file that ends in .gpkg, and rasters to "
       "others."},
      {"E2415", "A spectrum says nothing of a band",
       "A spectrum of the catalogue was named for a step, but a band's wavelength is not known, or the spectrum was "
       "not "
       "measured there. Choose other bands with --bands, or give one number for each band."},
      // E30xx opening files
      {"E3001", "A file cannot be opened",
       "The file is not there, or you may not read it; the message holds what the system said. "
       "Relative paths in a survey file start at the folder of that file, not at the folder you are in. "
       "Only plain files and folders are read: no pipes, devices or sockets, and nothing that the system makes up, as "
       "under /proc. A file whose library dies of it is told of as E3011."},
      {"E3002", "A file is larger than expected",
       "The file is longer than a file of its kind can sensibly be, so it was not read. "
       "Most likely another file was given by mistake."},
      {"E3003", "Reading a file failed",
       "The file was opened, but it is a folder, or reading stopped with an error; the message holds what the system "
       "said. "
       "A failing disk, a network drive that went away or an incomplete download are common reasons."},
      {"E3010", "Not a list of checksums",
       "Each line of checksums.sha256 holds 64 hexadecimal digits, two blanks and a path. The line named in the "
       "message does "
       "not. The file was edited or cut short; make it anew by running the survey again."},
      {"E3011", "A raster cannot be opened",
       "GDAL, the library that reads the rasters, cannot open the file; the message holds its own words. The path may "
       "be "
       "mistyped, the file incomplete, or its format unknown here: `greisen doctor` lists the known ones."},
      {"E3012", "Pixels cannot be decoded",
       "The file opened, but a part of its pixels is damaged, or its decoder warns that what it made of them may be "
       "wrong; the message names the place and holds the decoder's words. "
       "Most often a download was cut short or a disk is failing. Fetch the file again."},
      {"E3013", "No such band",
       "A band number is larger than the number of bands in the file, or below 1. Bands are counted from 1. "
       "`greisen inspect` lists the bands of a file."},
      {"E3014", "Numbers of a kind this program does not read",
       "The band holds complex numbers, as radar images before processing do. Write its amplitude or intensity as "
       "Float32 and give that file instead."},
      {"E3020", "No finished run lies there",
       "`report`, `verify` and `export` want the folder of a run that ended: with run.json, checksums.sha256 and, for "
       "the report, its survey where it was. `greisen run` goes on with one that did not."},
      {"E3021", "This is not the name of a file",
       "What was given for a file is something else that GDAL would understand: a description in XML or JSON, the "
       "connection to a database or service, a part of a file by its offset, standard input. This program opens files, "
       "folders, archives of them, and addresses that you name. Write the path of the file; a table of a database can "
       "be saved as a GeoPackage first."},
      {"E3031", "A host that nobody named",
       "The file lies on the network, and neither the command line nor the survey names its host: another file asked "
       "for it. Files from others do not decide whom this computer talks to. Name the file or the STAC item itself, "
       "download it first, or give --network, which lets every file reach every host."},
      {"E3041", "A virtual raster reaches elsewhere",
       "A VRT names the files its pixels come from. Here it may only put together rasters that lie below its own "
       "folder, or below a folder that the survey lists under scenes: or dem:, without raw bands, pixel functions and "
       "addresses: otherwise a file from a stranger could show any other file of this computer as an image. Where you "
       "trust it, make a raster of it: gdal_translate IN.vrt OUT.tif."},
      {"E3051", "A host does not answer",
       "The host took the request, or not even that, and said nothing for a quarter of a minute; it is not asked again "
       "for a minute. Try later, or download the files with another program and name them on disk."},
      // E31xx scenes and products
      {"E3101", "No scene at this path",
       "The path or pattern of the survey's scenes matches nothing. Relative paths start at the folder of the survey "
       "file. "
       "In a pattern, * stands for any characters, ? for one, [89] for one of a set."},
      {"E3102", "No scene this program knows",
       "What lies at the path is no satellite product, no file named by its agency and no raster with bands of its "
       "own. "
       "`greisen inspect` says what a file is. Files with several rasters inside (HDF, NetCDF) need the name of one of "
       "them."},
      {"E3103", "Reflectance is unknown",
       "The files do not say how their digital numbers become reflectance, and a guess would shift every ratio: an "
       "offset changes even those that no scale does. Give scale and offset in the survey, or with --scale and "
       "--offset: reflectance = DN * scale + offset; scale 1 where the numbers are reflectance already. Sentinel-2: "
       "scale 0.0001, and offset -0.1 from processing baseline 04.00 (January 2022, and all products reprocessed "
       "since), 0 before. Landsat Collection 2 surface reflectance: scale 0.0000275, offset -0.2. A formula of one's "
       "own (--expr, or a layer with expr:) is computed on digital numbers as it stands, and its file says so."},
      {"E3104", "XML refused",
       "The metadata file is not well formed, nested too deeply, too long, or declares a document type or entities, "
       "which "
       "products of the agencies never do. Download the product again from the agency."},
      {"E3105", "Metadata contradict themselves",
       "A value needed for reflectance is missing, is no number, stands twice with different values or lies outside "
       "any "
       "sensible range. Download the product again, or give scale and offset in the survey."},
      {"E3106", "A path leaves its product",
       "The metadata name a file outside the product's own folder. Agencies never do that; somebody changed the file. "
       "Do not use the product; download it again from the agency."},
      {"E3107", "No usable band",
       "The product is known, but the image file of a band that is asked for, or of any, is not there or does not "
       "open, "
       "so nothing can be computed from it. The message names the first reason. A partial download is the most common "
       "one; greisen inspect lists the bands that there are."},
      {"E3108", "Bands do not fit",
       "The survey's list of bands, scales or offsets does not fit the file or the sensor: another number of bands, a "
       "name "
       "the sensor does not have, a name given twice, or an offset given in digital numbers instead of reflectance."},
      {"E3109", "Too many files, or an unsafe archive",
       "A folder, pattern or zip holds far more than a survey needs, or a zip declares sizes or paths that an honest "
       "one "
       "does not have. Name a smaller folder, or unpack the zip with care and name the folder instead."},
      {"E3110", "A format that must lie on disk",
       "The library for HDF4 reads plain files only: not inside zips, and not over the network. Unpack or download the "
       "file and name it where it lies."},
      {"E3111", "The atmosphere cannot be corrected",
       "Dark-object subtraction and the division by the scene's mean are for top-of-atmosphere reflectance: level 1 of "
       "Sentinel-2, Landsat and ASTER. Surface reflectance has been corrected already, and DN of unknown scale cannot "
       "be."},
      {"E3112", "The detectors were dead",
       "The short-wave infrared detectors of ASTER (bands 4 to 9) failed in April 2008: what later scenes hold there "
       "is "
       "no measurement, under whatever name the file goes. Take a scene from before, or only bands 1 to 3 and 10 to "
       "14. "
       "Where the day of such bands is not known it is asked for, as date: YYYY-MM-DD in a survey, --date otherwise."},
      {"E3113", "A date that cannot be read",
       "A scene's date is written as year, month and day of the calendar: 2006-05-31."},
      {"E3115", "A document that is too large",
       "A KML, a workbook or a drawing is kept in memory whole, at several times its size, and is limited by what it "
       "holds "
       "when it is unpacked: a small KMZ may hold gigabytes. Cut it to the area, "
       "leave "
       "out fields that are not needed, or save it as a GeoPackage, which is read piece by piece."},
      {"E3125", "A raster of a size that no raster has",
       "A raster may have 4096 bands and 10 million pixels a side, and the part that is decoded at once, a tile or a "
       "strip of rows, 512 MiB. A header that claims more is most often damaged, or made to take all memory. Where the "
       "raster is honest, gdal_translate makes a smaller one: -b for the bands that are needed, -projwin for the "
       "ground, -co TILED=YES for blocks."},
      {"E3135", "A virtual raster of too many sources",
       "VRTs may name VRTs, each of which names others: a few small files can ask for more reads than any machine "
       "does. "
       "Six of them may stand in each other, and 300 000 rasters be read for one, a raster that is named again counted "
       "again. Make rasters of the inner ones: gdal_translate IN.vrt OUT.tif."},
      // E32xx vectors
      {"E3201", "The vector file cannot be opened",
       "The file is no vector file that can be read here, or it is damaged. GeoPackage, KML, KMZ, shapefile (with its "
       ".shx and .dbf beside it), GeoJSON and many more can be read."},
      {"E3202", "No shapes of the kind asked for",
       "An area must be given as polygons or closed lines, faults and contacts as lines, occurrences as points or a "
       "table "
       "with coordinates. The message tells what the file holds instead; give the layer or file that holds the right "
       "kind. "
       "Of an area, a bounding box does as well."},
      {"E3203", "No coordinate reference system",
       "The file does not say in which coordinate reference system its numbers are; for a shapefile the .prj is "
       "missing. Give it in the survey, such as crs: EPSG:4326, if you know it. A guess may be hundreds of metres "
       "off."},
      {"E3204", "A vector file or table is too large",
       "An area may have a million vertices, a map twenty million, a table of occurrences a million rows. "
       "Simplify the polygons, cut the file to the area, or leave out the columns that are not needed."},
      {"E3205", "The area's polygons cannot be used",
       "The polygons enclose no ground even after mending, or their coordinates are no places in their coordinate "
       "reference system. Coordinates whose order was swapped, latitude first, are a common reason."},
      {"E3206", "No such layer, field or column",
       "The file has no layer, field or column of the name given, or a table lacks the columns that are needed. The "
       "message names those it has or the nearest one."},
      {"E3207", "Which layer?",
       "Several layers of the file fit, and only one is meant: taking all would mix faults with tracks, or a licence "
       "with its neighbours. Name it beside the path, such as faults: {path: project.gpkg, layer: faults}."},
      {"E3208", "A table cannot be read",
       "The table's text is in no encoding that is known here, or its numbers can be read in two ways. The message "
       "says "
       "what was found; saving the table anew as CSV in UTF-8, or with a decimal point, helps."},
      {"E3215", "A view without end",
       "A database's view computes its rows when they are read. This one was not at its end after a number of steps "
       "that counts "
       "the "
       "rows of any honest table, so it was given up: most likely it calls itself, or joins tables without a "
       "condition. "
       "Save what it shows as a table, or name another layer of the file."},
      {"E3225", "Outlines that cross themselves too often",
       "A few crossings of an outline with itself are mended. What that takes grows with the square of their number, "
       "so "
       "above 2 000 crossings of outlines with themselves, or 200 000 of polygons with each other, the area is "
       "refused. "
       "Such an outline is most often a track, or corners in no order; draw it anew, or give a box."},
      {"E3235", "Too many coordinate reference systems in one table",
       "The rows of a table may name 60 coordinate reference systems; each is looked up and moved for itself. A "
       "column "
       "of something else that is called crs is a common reason. Bring the rows to one CRS, or split the table."},
      {"E3245", "A layer that cannot be read whole",
       "GDAL met damage, or a limit of its own, while it read the rows of this layer; the message holds its words. "
       "What "
       "came before is not taken for all of it, since missing polygons or occurrences would change the map unseen. "
       "Copy "
       "the file again, save it anew in the program that made it, or take what can be read: ogr2ogr -skipfailures "
       "OUT.gpkg IN."},
      // E40xx coordinate reference systems and grids
      {"E4010", "Unknown coordinate reference system",
       "The text names no coordinate reference system PROJ knows. Write EPSG and its code (EPSG:32629), WKT, or a PROJ "
       "string."},
      {"E4011", "Unsuited coordinate reference system",
       "Maps need a projected or geographic system whose axes point east and north. Geocentric, vertical and local "
       "systems, and those that count towards the west or south, cannot carry a grid here; a variant that counts east "
       "and north usually exists."},
      {"E4012", "No exact transformation",
       "Between these two systems only a guess (a ballpark transformation, often hundreds of metres off) or none is "
       "known on this machine. Name the datum by the exact EPSG code of the data; where a shift grid is needed, "
       "install the package proj-data or give the grid's folder in PROJ_DATA."},
      {"E4013", "The area lies outside the coordinate reference system",
       "Part of the area cannot be expressed in the system chosen, since it lies too far from where that system is "
       "meant for, or goes round a pole. Choose a system made for the area, or auto-utm."},
      {"E4014", "UTM has no zone there",
       "The zones of UTM end at 84° north and 80° south. Give a polar system for the grid instead of auto-utm."},
      {"E4015", "Metres on a grid of degrees",
       "The resolution is in metres, and the system chosen counts in degrees, whose length changes with latitude. Use "
       "auto-utm or a projected system."},
      {"E4016", "The grid has no sensible size",
       "The area at this resolution gives a grid that is larger than any scene, or the resolution is not above 0. "
       "Check the unit of the area's coordinates and the resolution."},
      {"E4017", "The area holds no pixel",
       "No pixel of the grid has its centre in the area: it is smaller or narrower than a pixel. Give a finer "
       "grid.resolution_m, or a larger area."},
      {"E4018", "Pixels that are not square",
       "The step measures lengths in all directions in pixels, and the pixels of this raster are longer one way than "
       "the "
       "other, as those of a grid of degrees are. Bring it to square pixels: --to-crs auto-utm --resolution-m METRES."},
      {"E4020", "No georeference",
       "The raster does not say where on Earth its pixels lie, or only by ground control points. Without a grid it "
       "cannot "
       "be laid over others. Give the georeferenced file, or warp it with its control points first."},
      {"E4021", "No coordinate reference system",
       "The raster has coordinates but does not say of which system they are. Guessing would misplace it by up to "
       "hundreds of kilometres. Write it into the file: gdal_edit.py -a_srs EPSG:32629 FILE."},
      {"E4022", "Target pixels too coarse",
       "One pixel of the target grid covers more source pixels than the program takes at once. Choose a smaller pixel, "
       "or coarsen that source first."},
      {"E4023", "Coordinates that are no degrees",
       "The file's coordinate reference system counts in degrees and its numbers are far beyond them: they are metres "
       "of another system. GeoJSON has no other system than longitude and latitude unless it says so. Give the right "
       "one beside the path, such as faults: {path: FILE, crs: EPSG:25829}."},
      {"E4024", "Points without heights",
       "Points whose catchments were asked for lie beyond the heights given, or where these are missing. Their "
       "coordinates must be in the CRS of the heights; leave out those that lie elsewhere, or give heights that reach "
       "them."},
      {"E4025", "Heights that no ground has",
       "Two neighbouring pixels of the heights differ by hundreds of metres and stand steeper than 80°: a value that "
       "means "
       "'no height', such as 0 or 9999, stands among them and the file does not declare it. Name it beside the path, "
       "dem: {path: FILE, nodata: VALUE}, or fill the spikes first."},
      {"E4026", "The heights lie elsewhere",
       "No pixel of the heights lies on the survey's ground. Give those of this ground; where the file states a wrong "
       "CRS, "
       "or none, name it beside the path."},
      // E41xx scenes against the area and each other
      {"E4101", "A scene lacks a band",
       "A band is asked for that some scenes have and others do not: the sensor has none there, or its file is not in "
       "the download. "
       "`greisen inspect` lists the bands of a scene."},
      {"E4102", "Scenes of one composite differ",
       "Only observations on one grid with the same bands can be combined pixel by pixel, and there must be at least "
       "one."},
      {"E4103", "The cloud buffer is too wide",
       "The buffer around clouds and shadows is more pixels than this program grows them by. Make cloud_buffer_m "
       "smaller, or "
       "the resolution coarser."},
      {"E4110", "The area and the scene do not overlap",
       "Nothing of the scene lies within the area. A wrong CRS of the area, or coordinates in the wrong "
       "order, are the usual causes; `greisen inspect` shows where a scene lies."},
      {"E4111", "No scene reaches the area",
       "All scenes of the survey lie elsewhere. See where with `greisen inspect`, and whether the area's "
       "file states its CRS rightly."},
      {"E4112", "Different kinds of reflectance would meet",
       "Top-of-atmosphere and surface reflectance, or numbers of unknown scale, never go into one composite: "
       "their ratios differ by more than most alteration does. Put them into surveys of their own."},
      {"E4113", "More than one date without a method",
       "composite.method none takes the scenes of one date as they are, as a mosaic. For several dates choose how one "
       "value a pixel is made of them: barest, geomedian, median or latest."},
      {"E4205", "A spectrum cannot be compared",
       "A reference spectrum needs at least three bands of known reflectance to be compared with. Give scale "
       "and offset, or add the missing bands."},
      {"E4210", "Too few pixels to learn from",
       "A step that learns needs at least ten valid pixels per band, with no band missing, and found fewer. "
       "Most of the area may be masked, or the bands may not overlap. Take a larger area, a laxer mask or fewer "
       "bands."},
      {"E4211", "A band that does not vary",
       "A band has the same value everywhere, so it has no variance to work with. It may be a constant fill or the "
       "wrong band. "
       "Leave it out."},
      {"E4212", "A matrix could not be solved",
       "Principal components were not found, or a reference spectrum cannot be told from the mean of the ground. This "
       "happens with values beyond all measure in a band, or with bands that say the same. "
       "`greisen inspect` shows the percentiles of each band; mask what is no measurement."},
      {"E4230", "The threshold marks almost everything",
       "Targets are the ground that stands out; here so much is above the threshold that it does not fit into memory. "
       "Raise the threshold, or check that the prospectivity varies at all."},
      {"E4240", "The report would be too large",
       "A report is one file that goes by mail: 25 MiB at most. Many evidence layers and targets make it larger. Ask "
       "for "
       "fewer layers or models, or set outputs.report to false."},
      {"E4250", "The delivery is not whole",
       "A file of the run is missing, was changed, or points to what is not there; the message names it. `greisen run` "
       "with "
       "the same survey makes what is missing and leaves the rest. Work on copies: rasters lose their layout when a "
       "program "
       "writes into them."},
      {"E4251", "A delivery does not fit a zip",
       "Many programs read zips of at most 4 GB and 65 535 files, so larger ones are not written. Carry the run's "
       "folder as it is, or run the survey with outputs.keep_layers: false, which leaves the largest rasters out."},
      {"E4257", "A report of something else than the run",
       "`greisen report` makes the report again of the files of a run that is as its survey and its inputs ask. Here "
       "one "
       "of them was changed or is missing, so that maps or targets would have to be made again, or removed. Nothing "
       "was "
       "touched. `greisen run` with the survey makes all of it, the report too."},
      {"E5001", "A model of the survey cannot run",
       "With --strict a model that lacks evidence fails the run before anything is computed. The message "
       "names what is missing. Without --strict the other models run and the exit code is 5."},
      {"E5007", "An input was changed while it was read",
       "A file was rewritten, replaced, removed or joined by another that belongs to it after the program had begun to "
       "read it, so what was made of it may mix its states. A run keeps none of that as current and makes it again the "
       "next time; compute and apply write no file. Let downloads and copies end, then run the same command again."},
      // E70xx disk and memory
      {"E7001", "The disk is full",
       "There was no room to finish a file; the unfinished part was removed. Free some space or choose another folder "
       "with -o, "
       "then run the same command again: what was done is kept. `greisen plan` tells how much space a run needs."},
      {"E7002", "Writing failed",
       "A file or folder could not be written; the message holds what the system said. Check that the folder exists, "
       "that you "
       "may write to it, and that the disk is not mounted read-only."},
      {"E7003", "The memory is not enough",
       "The system refused memory that the program needed. Give a smaller --memory so that it plans with less, fewer"
       " --threads, or a smaller area; close other programs. `greisen doctor` tells what there is."},
      {"E7004", "The results could not be printed",
       "What was to go to stdout did not arrive: the other end of the pipe closed, or the disk behind it is full. "
       "Files the program wrote by itself are whole."},
      // warnings: the verb goes on; of a run they stand in run.json and in the report
      {"W1003", "run.json could not be written",
       "A run that failed or was stopped could not leave its record, most often because the disk is full. The error "
       "told after it is the one to mend; run the same command again."},
      {"W1004", "the log file takes no more lines",
       "the disk that --log-file lies on is full or failed; what follows is told on the terminal alone. Free some room "
       "or choose another file."},
      {"W2101", "A key that no step reads yet",
       "The key is part of the survey's format, but this version does nothing with it. Nothing else changes; the line "
       "may stay for later versions."},
      {"W2102", "Named twice",
       "The survey names a model, an excluded ground or a masked area twice; a file counts as one by whatever path it "
       "is "
       "reached. It counts once. Take the second out of the survey to be rid of this warning."},
      {"W3101", "A scene is left out",
       "A scene, or all that one entry of scenes: names, cannot be used; the warning holds the error with its fix. The "
       "run goes on with the others and ends with exit code 5. Mend the file or the path, or take the entry out."},
      {"W3102", "A scene is there twice",
       "The same sensing lies there in two processings, or as a folder and as its zip. The newer processing, or the "
       "first of two equals, is taken. Nothing needs to be done."},
      {"W3103", "Something about a scene is unusual",
       "Metadata that are missing or contradict the pixels; the warning says what, and what was decided. `greisen "
       "inspect` on the scene shows each decision with its reason."},
      {"W3201", "Something of an input was guessed, mended or left out",
       "Reading a table, shapes or heights took a CRS, a separator or a form for granted, mended polygons, or left "
       "rows "
       "out that have no coordinates that can be read; the message says which. What is left out counts for nothing. "
       "Look for empty cells, or for text in the columns of coordinates, and state what was guessed."},
      {"W3202", "Occurrences outside the area",
       "Some known occurrences lie neither in the area nor in its margin. Where their places would fit with longitude "
       "and latitude exchanged, another zone or another hemisphere, the message says so; see to the CRS and the "
       "columns "
       "of the table, then."},
      {"W3203", "Map and legend do not share all codes",
       "Codes of the legend are on no polygon, codes of the geological map have no row in the legend and so no role, "
       "or "
       "codes are written otherwise and were taken for the same. Polygons without a role give no evidence. Mend the "
       "legend, or name the right geology.field."},
      {"W3204", "A role that no model reads",
       "The legend gives units a role that no model and no look-alike asks for, so that nothing comes of them. Often "
       "it "
       "is a spelling; the message lists the roles that are read."},
      {"W3205", "Occurrences of other commodities",
       "Some known occurrences are of nothing that the survey's models look for, by the words of their commodity. They "
       "stay known places beside the targets, but hold for no model. Where the words are in another column, name it: "
       "occurrences: {path: FILE, commodity: COLUMN}."},
      {"W3206", "Shapes far from the ground",
       "None of the file's lines or polygons lies within the distance that counts, so that its evidence is the same "
       "everywhere. Either nothing of it is near, or its CRS is not the one it states: give it, such as "
       "faults: {path: FILE, crs: EPSG:25829}."},
      {"W3301", "Heights that are none",
       "Pixels of the heights hold a value that no ground has, such as -9999, without the file saying so. They are "
       "taken as missing. Name further such values with dem: {path: FILE, nodata: VALUE}, or declare them in the file "
       "with gdal_translate -a_nodata VALUE."},
      {"W3302", "Heights do not cover all",
       "The heights given under dem: do not reach over the whole area and its margin. Terrain is missing on the rest; "
       "add the missing tiles, or name their folder."},
      {"W3304", "Heights steeper than any ground",
       "Neighbouring pixels of heights given to a step differ by hundreds of metres and stand steeper than 80°: often "
       "a "
       "value that means 'no height', such as 0 or 9999, which the file does not declare. Declare it with "
       "gdal_translate -a_nodata VALUE, or fill the spikes first with gdal_fillnodata.py."},
      {"W3314", "Too few pixels for a neighbourhood",
       "A step that looks at each pixel's eight neighbours was given heights of one or two rows or columns. No pixel "
       "has "
       "all its neighbours there, so all of the result is missing. Give a larger part of the heights."},
      {"W4101", "Left out",
       "Scenes or layers that the survey could have used and does not, with the reason: they do not reach the area, "
       "are "
       "out of the season, or a sensor lacks a band. The exit code does not change."},
      {"W4104", "No scene of the season",
       "None of a sensor's scenes lies within composite.season, so all of its dates are taken. Add scenes of those "
       "days, or write composite.season: all."},
      {"W4105", "Vegetation and water are not masked",
       "Divided by the scene's own mean, reflectance is relative, and thresholds of NDVI and MNDWI mean nothing. Give "
       "surface reflectance, or leave atmosphere: internal_average out, if ground should be masked."},
      {"W4106", "No scene's pixels pass unchanged",
       "The scenes' pixels are as large as the grid's but do not lie alike, so that the grid takes those of none and "
       "all "
       "are resampled. grid.origin: [x, y], a corner of the pixels of one scene, takes those unchanged."},
      {"W4201", "A model is declined",
       "Too little of the model's evidence can be had from this survey; the warning says what is missing. The others "
       "run, and the exit code is 5; with --strict nothing does. `greisen explain MODEL` lists what it needs."},
      {"W4202", "Fewer families of evidence than asked for",
       "The survey offers a model fewer independent families than targets.min_families, which therefore falls to what "
       "there is. Targets then rest on less; faults, geology or another sensor add families."},
      {"W4203", "More targets than are kept",
       "Only the best are written, as the warning says. A smaller targets.top_area_percent gives fewer."},
      {"W4204", "Targets are not held against chance",
       "Too little ground is judged to tell how high chance would score there, so targets.beat_null does not apply. "
       "Less masking, more dates or a larger context_km give more ground."},
      {"W4205", "Filters were widened to the pixels",
       "A filter of an evidence has lengths in metres that are finer than the grid's pixels. It was made as wide as "
       "the "
       "pixels need, and finds wider forms. A finer grid.resolution_m, where the scenes have it, keeps the lengths."},
      {"W4206", "Values that are no memberships",
       "A step that takes memberships, from 0 to 1, was given other values; they are taken as missing. Make "
       "memberships "
       "of them first, with greisen apply rescaled_membership or fuzzy_linear."},
      {"W6001", "An export is not whole",
       "A format cannot hold all of what the run has, or is skipped; the warning says what and why. The other formats "
       "are written. docs/exports.md tells what each can hold."},
      {"W7005", "Another stack for threads",
       "OMP_STACKSIZE (or GOMP_STACKSIZE) is set, as some Fortran programs want it. This program knows what its "
       "threads "
       "need: it was begun anew without, and nothing else follows from it."},
      {"W7007", "Fewer threads than asked for",
       "The system does not let this process have as many threads as it was to use (ulimit -u, ulimit -v), so it works "
       "with those it got. Results are the same, later."},
      {"W7101", "The map sheet's font is not there",
       "The sheet is drawn in another font, and may look different from one computer to the next. Install the package "
       "fonts-dejavu-core, then run again."},
  };
  return rows;
}

}  // namespace greisen
