"""The build, as macros: the twins of the functions in cmake/Krait.cmake.

The BUILD files that use them follow from CMakeLists.txt files (tools/check_build_files.py).
"""

load("@rules_cc//cc:defs.bzl", "cc_binary", "cc_library", "cc_test")

_WARNINGS = [
    "-Wall",
    "-Wextra",
    "-Wimplicit-fallthrough",
    "-Wnon-virtual-dtor",
    "-Wthread-safety",
    "-Werror",
]

_COPTS = _WARNINGS + [
    "-fno-semantic-interposition",
    "-fvisibility=hidden",
    "-fvisibility-inlines-hidden",
    "-fno-rtti",
]

_NO_EXCEPTIONS = ["-fno-exceptions"]

def _folder_name():
    return native.package_name().rpartition("/")[2]

def krait_generate(output, command, srcs = []):
    """Makes the file `output` of this package; @OUTPUT@ in the command is its path.

    @CXX@ is the compiler, and @DEPFILE@ a file that is not asked for: `srcs` says it all.
    """
    native.genrule(
        name = "generate_" + output.replace(".", "_"),
        srcs = srcs,
        outs = [output],
        cmd = command.replace("@OUTPUT@", "$@").replace("@CXX@", "clang++-19").replace(
            "@DEPFILE@",
            "$@.d",
        ),
    )

def krait_library(deps = [], exceptions = False, generated = []):
    """The library of the calling package, named after its folder.

    "header_files" are its headers, and "bodies" what a generator that compiles has of its own.
    """
    native.filegroup(
        name = "header_files",
        srcs = native.glob(["*.h", "*.def", "*.inc"], allow_empty = True) + [f for f in generated if not f.endswith(".cc")],
        visibility = ["//visibility:public"],
    )
    native.filegroup(
        name = "bodies",
        srcs = native.glob(["bodies/*", "*.h", "*.py"], allow_empty = True),
    )
    cc_library(
        name = _folder_name(),
        srcs = native.glob(["*.cc"], allow_empty = True) + [f for f in generated if f.endswith(".cc")],
        hdrs = native.glob(["*.h"], allow_empty = True),
        copts = _COPTS + ([] if exceptions else _NO_EXCEPTIONS),
        linkstatic = True,
        textual_hdrs = native.glob(["*.def", "*.inc"], allow_empty = True) +
                       [f for f in generated if not f.endswith(".cc")],
        visibility = ["//visibility:public"],
        deps = deps,
    )

def krait_program(name, deps = [], generated = []):
    """The program `name` of main.cc, and the library "objects" of the package's other sources."""
    cc_library(
        name = "objects",
        srcs = native.glob(["*.cc"], exclude = ["main.cc"], allow_empty = True),
        hdrs = native.glob(["*.h"], allow_empty = True),
        copts = _COPTS,
        linkstatic = True,
        textual_hdrs = generated,
        visibility = ["//visibility:public"],
        deps = deps,
    )
    cc_binary(
        name = name,
        srcs = ["main.cc"],
        copts = _COPTS,
        deps = deps + [":objects"],
    )

def krait_benchmark(name, deps = []):
    """One Google Benchmark program of the package's sources."""
    cc_binary(
        name = name,
        srcs = native.glob(["*.cc"]),
        copts = _COPTS,
        deps = deps + ["@benchmark"],
    )

def krait_test(deps = []):
    """One GoogleTest program of the package's sources; it runs in the root, beside its scripts.

    Its headers are there for other packages' tests, as the library "headers".
    """
    cc_library(
        name = "headers",
        testonly = True,
        hdrs = native.glob(["*.h"], allow_empty = True),
        visibility = ["//tests/unit:__subpackages__"],
    )
    cc_test(
        name = _folder_name() + "_test",
        size = "medium",
        srcs = native.glob([
            "*.cc",
            "*.h",
        ]),
        copts = _COPTS,
        data = native.glob(["*.py"], allow_empty = True),
        local_defines = [
            'KRAIT_SOURCE_DIR=\\".\\"',
            'KRAIT_PYTHON=\\"/usr/bin/python3\\"',
        ],
        deps = deps + ["@gtest"],
    )
