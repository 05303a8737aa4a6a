#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Speed of whole processes, in turns with a peer's, so that a busy machine slows both: medians and their quotient.
#   bench.sh GREISEN [TASK...]    tasks: ratios warp pca threads cog resume demo (all)
# Peers are GDAL's own tools, Orfeo ToolBox where it is installed, and the floor: decode the input once and encode the
# same outputs once, with the same codec and threads and no arithmetic.
# BENCH_SIZE=5490 pixels a side · BENCH_ROUNDS=5 · BENCH_DIR=build/bench · THREADS=2
set -euo pipefail

greisen=$(realpath "$1")
shift
tasks=("$@")
[ ${#tasks[@]} -gt 0 ] || tasks=(ratios warp pca threads cog resume demo)
size=${BENCH_SIZE:-5490} rounds=${BENCH_ROUNDS:-5} threads=${THREADS:-2}
here=$(dirname "$(realpath "$0")")
work=$(mkdir -p "${BENCH_DIR:-build/bench}" && realpath "${BENCH_DIR:-build/bench}")
stack=$work/stack_$size.tif out=$work/out
export GDAL_CACHEMAX=512 OTB_MAX_RAM_HINT=1024 ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS=$threads

codec=(-co COMPRESS=DEFLATE -co PREDICTOR=3 -co TILED=YES -co BIGTIFF=IF_SAFER -co "NUM_THREADS=$threads")
our_codec=("${codec[@]/-co/--co}")
# bands that are warped and no more stay whole numbers
plain=(-co TILED=YES -co BIGTIFF=IF_SAFER)
whole=(-co COMPRESS=DEFLATE -co PREDICTOR=2 "${plain[@]}" -co "NUM_THREADS=$threads")
formulas=(
  "ferric=B04/B02" "ferrous=B12/B08+B03/B04" "clay=B11/B12" "laterite=B11/B8A" "ndvi=(B08-B04)/(B08+B04)"
  "bsi=((B11+B04)-(B08+B02))/((B11+B04)+(B08+B02))" "green_swir2=B03/B12" "mndwi=(B03-B11)/(B03+B11)")

seconds() { # of a command whose words go to a log
  local begin end
  begin=$(date +%s%N)
  "$@" >"$work/log.txt" 2>&1 || { echo "bench: failed: $*" >&2; tail -n 20 "$work/log.txt" >&2; return 1; }
  end=$(date +%s%N)
  awk -v ns=$((end - begin)) 'BEGIN {printf "%.3f\n", ns / 1e9}'
}

median() { LC_ALL=C sort -n | awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }

# pair TASK OURS PEER-NAME PEER: both are functions; one JSON line
pair() {
  local task=$1 ours=$2 name=$3 peer=$4 round a=() b=()
  for ((round = 0; round < rounds; round++)); do
    a+=("$(seconds "$ours")")
    b+=("$(seconds "$peer")")
  done
  local mine theirs
  mine=$(printf '%s\n' "${a[@]}" | median) theirs=$(printf '%s\n' "${b[@]}" | median)
  awk -v t="$task" -v p="$name" -v s="$size" -v r="$rounds" -v a="$mine" -v b="$theirs" 'BEGIN {
    printf "{\"task\":\"%s\",\"against\":\"%s\",\"size\":%d,\"rounds\":%d,\"greisen_s\":%.3f,\"other_s\":%.3f,\"quotient\":%.3f}\n",
      t, p, s, r, a, b, a / b}'
}

fresh() { rm -rf "${out:?}/$1"; mkdir -p "$out/$1"; }

compute() { "$greisen" compute "$stack" --sensor sentinel2 --threads "$threads" --overwrite "$@"; }
our_ratios() {
  fresh ratios
  local arguments=()
  for formula in "${formulas[@]}"; do arguments+=(--expr "$formula"); done
  compute -o "$out/ratios" --format gtiff "${our_codec[@]}" "${arguments[@]}"
}
our_warp() { our_warp_as "${whole[@]/-co/--co}"; }
our_warp_plain() { our_warp_as --co COMPRESS=NONE "${plain[@]/-co/--co}"; }
our_warp_as() {
  fresh warp
  local arguments=() band
  for band in B02 B03 B04 B05 B06 B07 B08 B8A B11 B12; do arguments+=(--expr "$band=$band"); done
  compute -o "$out/warp" --stack --format gtiff "$@" --to-crs EPSG:32630 --resolution-m 20 \
    --resampling cubic "${arguments[@]}"
}
our_pca() {
  fresh pca
  "$greisen" apply pca "$stack" -o "$out/pca/pca.tif" --threads "$threads" --overwrite --format gtiff "${our_codec[@]}"
}

calc() { # NAME FORMULA LETTER=BAND...
  local name=$1 formula=$2 inputs=() pair
  shift 2
  for pair in "$@"; do inputs+=("-${pair%%=*}" "$stack" "--${pair%%=*}_band=${pair##*=}"); done
  gdal_calc.py --quiet --overwrite --type=Float32 --NoDataValue=-9999 "${our_codec[@]}" \
    --outfile="$out/gdal_calc/$name.tif" "${inputs[@]}" --calc="$formula"
}
gdal_calc_ratios() {
  fresh gdal_calc
  local f=".astype('float32')"
  calc ferric "A$f/B" A=3 B=1
  calc ferrous "A$f/B+C$f/D" A=10 B=7 C=2 D=3
  calc clay "A$f/B" A=9 B=10
  calc laterite "A$f/B" A=9 B=8
  calc ndvi "(A$f-B)/(A$f+B)" A=7 B=3
  calc bsi "((A$f+B)-(C$f+D))/((A$f+B)+(C$f+D))" A=9 B=3 C=7 D=1
  calc green_swir2 "A$f/B" A=2 B=10
  calc mndwi "(A$f-B)/(A$f+B)" A=2 B=9
}
otb_file() { echo "$1?&gdal:co:COMPRESS=DEFLATE&gdal:co:PREDICTOR=3&gdal:co:TILED=YES&gdal:co:BIGTIFF=IF_SAFER&gdal:co:NUM_THREADS=$threads"; }
otb_ratios() {
  fresh otb
  otbcli_BandMathX -il "$stack" -out "$(otb_file "$out/otb/ratios.tif")" float -ram 1024 -exp \
    "im1b3/im1b1; im1b10/im1b7+im1b2/im1b3; im1b9/im1b10; im1b9/im1b8; (im1b7-im1b3)/(im1b7+im1b3); ((im1b9+im1b3)-(im1b7+im1b1))/((im1b9+im1b3)+(im1b7+im1b1)); im1b2/im1b10; (im1b2-im1b9)/(im1b2+im1b9)"
}
otb_pca() {
  fresh otb
  otbcli_DimensionalityReduction -in "$stack" -out "$(otb_file "$out/otb/pca.tif")" float -method pca -nbcomp 10
}
gdal_warp() { gdal_warp_as "${whole[@]}"; }
gdal_warp_plain() { gdal_warp_as "${plain[@]}"; }
gdal_warp_as() {
  fresh gdalwarp
  gdalwarp -q -t_srs EPSG:32630 -tr 20 20 -r cubic -multi -wo "NUM_THREADS=$threads" -wm 256 "$@" "$stack" \
    "$out/gdalwarp/warp.tif"
}

# The outputs of a task of ours, uncompressed and one band a file: what its floor encodes.
raw() {
  local file band number=0
  fresh "raw_$1"
  for file in "$out/$1"/*.tif; do
    for band in $(seq "$(gdalinfo "$file" | grep -c '^Band ')"); do
      number=$((number + 1))
      gdal_translate -q -b "$band" -co TILED=YES -co BIGTIFF=IF_SAFER "$file" "$out/raw_$1/$number.tif"
    done
  done
}
floor_of() {
  gdal_translate -q -of MEM "$stack" none
  local file
  for file in "$out/raw_$1"/*.tif; do
    gdal_translate -q "${codec[@]}" "$file" "$out/encoded.tif"
    rm -f "$out/encoded.tif"
  done
}
floor_ratios() { floor_of ratios; }
floor_pca() { floor_of pca; }
one_thread() { threads=1 our_ratios; }

our_cog() {
  fresh cog
  local arguments=()
  for formula in "${formulas[@]}"; do arguments+=(--expr "$formula"); done
  compute -o "$out/cog" --format cog "${arguments[@]}"
}
# GDAL's driver, given the same values ready made
gdal_cog() {
  fresh gdal_cog
  local file
  for file in "$out"/raw_cog/*.tif; do
    gdal_translate -q -of COG -co COMPRESS=DEFLATE -co PREDICTOR=YES -co BLOCKSIZE=512 -co RESAMPLING=AVERAGE \
      -co BIGTIFF=IF_SAFER -co "NUM_THREADS=$threads" "$file" "$out/gdal_cog/$(basename "$file")"
  done
}

# the sample survey: in one go, and killed after half that time and gone on with
demo_survey() {
  [ -f "$work/demo/survey.yaml" ] || "$greisen" demo "$work/demo" --threads "$threads"
}
run_demo() { "$greisen" run "$work/demo/survey.yaml" -o "$out/demo_run" --threads "$threads" --progress none; }
in_one_go() { rm -rf "$out/demo_run"; run_demo; }
killed_and_resumed() {
  rm -rf "$out/demo_run"
  timeout -s KILL "$half" "$greisen" run "$work/demo/survey.yaml" -o "$out/demo_run" --threads "$threads" --progress none || true
  run_demo
}
whole_demo() { rm -rf "$out/demo"; "$greisen" demo "$out/demo" --threads "$threads" --progress none; }
again() { run_demo; }  # nothing to do

[ -f "$stack" ] || { echo "bench: writing $stack" >&2; "$here/make_stack.py" "$size" "$stack.part.tif" && mv "$stack.part.tif" "$stack"; }
for task in "${tasks[@]}"; do
  case $task in
    ratios)
      our_ratios >/dev/null 2>&1 && raw ratios
      pair ratios our_ratios floor floor_ratios
      pair ratios our_ratios gdal_calc gdal_calc_ratios
      if command -v otbcli_BandMathX >/dev/null; then pair ratios our_ratios otb otb_ratios; fi
      ;;
    warp)
      pair warp our_warp gdalwarp gdal_warp
      pair warp_plain our_warp_plain gdalwarp gdal_warp_plain
      ;;
    cog)
      our_cog >/dev/null 2>&1 && raw cog
      pair cog our_cog gdal_cog gdal_cog
      ;;
    resume)
      demo_survey >/dev/null 2>&1
      half=$(seconds in_one_go | awk '{print $1 / 2}')
      pair resume killed_and_resumed in_one_go in_one_go
      ;;
    demo)
      demo_survey >/dev/null 2>&1
      in_one_go >/dev/null 2>&1
      pair demo whole_demo nothing_to_do again
      ;;
    pca)
      our_pca >/dev/null 2>&1 && raw pca
      pair pca our_pca floor floor_pca
      if command -v otbcli_DimensionalityReduction >/dev/null; then pair pca our_pca otb otb_pca; fi
      ;;
    threads) pair threads our_ratios one_thread one_thread ;;
    *) echo "bench: unknown task '$task'; there are: ratios warp pca threads cog resume demo" >&2; exit 2 ;;
  esac
done
