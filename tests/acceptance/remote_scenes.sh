#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Scenes on a web server: a zip, a product by its metadata, a STAC item; read in ranges, with the same pixels as the files.
. "$(dirname "$0")/common.sh"
cd "$work"
"$greisen" demo demo >demo.log 2>&1 || fail "demo"
product=$(basename demo/scenes/S2*.SAFE)
/usr/bin/python3 - <<'PY'
import shutil
shutil.make_archive("scene", "zip", "demo/scenes")
PY
cat >server.py <<'PY'
import http.server, os, re
class Ranges(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *words): pass
    def answer(self, with_body):
        path = self.translate_path(self.path)
        size = os.path.getsize(path) if os.path.isfile(path) else -1
        wanted = re.match(r"bytes=(\d+)-(\d*)$", self.headers.get("Range", ""))
        first = int(wanted[1]) if wanted else 0
        last = min(int(wanted[2]) if wanted and wanted[2] else size - 1, size - 1)
        if size < 0 or first >= max(size, 1):
            self.send_response(404 if size < 0 else 416)
            self.send_header("Content-Length", "0")
            return self.end_headers()
        self.send_response(206 if wanted else 200)
        self.send_header("Accept-Ranges", "bytes")
        if wanted: self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        if with_body:
            with open(path, "rb") as file:
                file.seek(first)
                self.wfile.write(file.read(last - first + 1))
    def do_GET(self): self.answer(True)
    def do_HEAD(self): self.answer(False)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ranges)
with open("port.part", "w") as file: file.write(str(server.server_address[1]))
os.rename("port.part", "port")
server.serve_forever()
PY
/usr/bin/python3 server.py &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for _ in $(seq 50); do [ -f port ] && break; sleep 0.1; done
url=http://127.0.0.1:$(cat port)
export no_proxy=127.0.0.1 NO_PROXY=127.0.0.1

folders=(demo/scenes/"$product"/GRANULE/*/IMG_DATA)
part=${folders[0]}
red=$(basename "$part"/R10m/*_B04_10m.jp2) swir=$(basename "$part"/R20m/*_B11_20m.jp2)
cat >demo/item.json <<JSON
{"type": "Feature", "stac_version": "1.0.0", "id": "remote", "collection": "sentinel-2-l2a",
 "properties": {"datetime": "2023-07-14T11:21:21Z", "platform": "sentinel-2a", "earthsearch:boa_offset_applied": false},
 "assets": {"red": {"href": "$url/$part/R10m/$red", "eo:bands": [{"name": "red", "common_name": "red"}], "raster:bands": [{"scale": 0.0001, "offset": -0.1}]},
  "swir16": {"href": "$url/$part/R20m/$swir", "eo:bands": [{"name": "swir16", "common_name": "swir16"}], "raster:bands": [{"scale": 0.0001, "offset": -0.1}]}}}
JSON
ratio() { "$greisen" compute "$1" -o "$2" --expr 'a=swir1/red' --format gtiff --resolution-m 20 >"$2.log" 2>&1 || { fail "$1"; head -n 8 "$2.log" >&2; }; }
ratio "demo/scenes/$product" local
ratio "/vsizip//vsicurl/$url/scene.zip" zip
ratio "/vsicurl/$url/demo/scenes/$product/MTD_MSIL2A.xml" metadata
ratio demo/item.json item
for other in zip metadata item; do
  find "$other" -name a.tif -exec cmp {} local/a.tif \; || fail "$other: other pixels than the file's"
  [ -n "$(find "$other" -name a.tif)" ] || fail "$other: no layer"
done
expect 3 E3 -- "$greisen" inspect "/vsicurl/$url/demo/nowhere.tif"
finish
