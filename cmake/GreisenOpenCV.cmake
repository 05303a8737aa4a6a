# OpenCV by component: the package that holds its CMake files would bring windows, cameras and a second GDAL along.
# greisen::opencv_<component>, as system headers.
find_path(GREISEN_OPENCV_INCLUDE opencv2/core.hpp PATH_SUFFIXES opencv4 REQUIRED)
foreach(component core)
  find_library(GREISEN_OPENCV_${component} opencv_${component} REQUIRED)
  add_library(greisen::opencv_${component} UNKNOWN IMPORTED)
  set_target_properties(greisen::opencv_${component} PROPERTIES
    IMPORTED_LOCATION ${GREISEN_OPENCV_${component}} INTERFACE_INCLUDE_DIRECTORIES ${GREISEN_OPENCV_INCLUDE})
endforeach()
