/// Notebooks of every minor version. `current` is byte for byte what Python's nbformat 5.11 writes.
enum Fixtures {
    static let v40 = """
        {"nbformat": 4, "nbformat_minor": 0, "metadata": {"orig_nbformat": 3, "signature": "sha256:0"}, "cells": [
          {"cell_type": "markdown", "metadata": {}, "source": "# A\\nb"},
          {"cell_type": "code", "metadata": {"trusted": true, "collapsed": false}, "execution_count": 1,
           "source": ["let a = 1\\n", "a"],
           "outputs": [
             {"output_type": "stream", "name": "stdout", "text": ["one\\n", "two\\n"]},
             {"output_type": "execute_result", "execution_count": 1, "metadata": {},
              "data": {"text/plain": ["1"], "image/png": ["iVBO\\n", "Rw0K\\n"], "application/json": ["a", "b"]}}]},
          {"cell_type": "raw", "metadata": {"format": "text/latex"}, "source": []}]}
        """

    static let v41 = """
        {"nbformat": 4, "nbformat_minor": 1, "metadata": {}, "cells": [
          {"cell_type": "code", "metadata": {}, "execution_count": null, "source": "", "outputs": [
            {"output_type": "display_data", "metadata": {"application/vnd.x+json": {"k": 1}},
             "data": {"application/vnd.x+json": {"a": [1, 2.0, null]}, "text/html": "<p>\\n</p>"}},
            {"output_type": "error", "ename": "E", "evalue": "m", "traceback": ["l1\\nl2", "\\u001b[0m"]}]}]}
        """

    static let v42 = """
        {"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": [
          {"cell_type": "markdown", "metadata": {}, "source": "![i](attachment:i.png)",
           "attachments": {"i.png": {"image/png": "iVBORw0K"}, "t.svg": {"image/svg+xml": ["<svg>\\n", "</svg>"]}}}]}
        """

    static let v43 = """
        {"nbformat": 4, "nbformat_minor": 3, "metadata": {"title": "T", "authors": [{"name": "A"}]}, "cells": [
          {"cell_type": "code", "metadata": {"jupyter": {"source_hidden": true}}, "execution_count": 0,
           "source": "x", "outputs": []}]}
        """

    static let v44 = """
        {"nbformat": 4, "nbformat_minor": 4,
         "metadata": {"kernelspec": {"name": "swiftlet", "display_name": "Swift", "language": "swift"},
                      "language_info": {"name": "swift", "codemirror_mode": {"name": "swift"}},
                      "own": {"z": 1, "a": [true]}},
         "cells": [
          {"cell_type": "code", "metadata": {"execution": {"iopub.status.busy": "2024-01-01T00:00:00Z"},
           "tags": ["parameters"]}, "execution_count": 7, "source": "x", "outputs": []}]}
        """

    static let v45 = current

    /// A later version: unknown members, kinds of cell and types of output.
    static let future = """
        {"nbformat": 4, "nbformat_minor": 9, "metadata": {}, "extra": {"b": 1, "a": 2}, "cells": [
          {"id": "x1", "cell_type": "chart", "metadata": {}, "spec": {"k": ["v"]}, "source": ["a\\n", "b"]},
          {"id": "x2", "cell_type": "sql", "metadata": {"m": 1}, "source": {"query": "select"}},
          {"id": "x3", "cell_type": "code", "metadata": {}, "source": "x", "execution_count": null, "language": "sql",
           "outputs": [{"output_type": "video", "text": ["a", "b"]},
                       {"output_type": "stream", "name": "stdout", "text": "x", "when": 1.5}]}]}
        """

    static let all = [v40, v41, v42, v43, v44, v45, future]

    static let current = """
        {
         "cells": [
          {
           "attachments": {
            "café.png": {
             "image/png": "iVBORw0K"
            }
           },
           "cell_type": "markdown",
           "id": "intro",
           "metadata": {},
           "source": [
            "# Überschrift 日本\\n",
            "\\n",
            "![x](attachment:café.png)"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 3,
           "id": "3f2a9c01",
           "metadata": {
            "scrolled": "auto",
            "tags": [
             "parameters",
             "b"
            ]
           },
           "outputs": [
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "one\\r\\n",
              "two\\r",
              "three\u{2028}",
              "four\u{85}",
              "five\\f",
              "six"
             ]
            },
            {
             "data": {
              "application/javascript": [
               "a;\\n",
               "b;"
              ],
              "application/json": {
               "k": [
                1,
                2.5,
                1e-07
               ]
              },
              "application/vnd.plotly.v1+json": [
               "kept",
               "apart"
              ],
              "image/png": "iVBO\\nRw0K\\n",
              "image/svg+xml": [
               "<svg>\\n",
               "</svg>"
              ],
              "text/html": [
               "<b>x</b>"
              ],
              "text/plain": []
             },
             "execution_count": 3,
             "metadata": {
              "image/png": {
               "width": 640
              }
             },
             "output_type": "execute_result"
            },
            {
             "ename": "CompileError",
             "evalue": "no \\"x\\"",
             "output_type": "error",
             "traceback": [
              "\\u001b[31mline 1\\nline 2\\u001b[0m"
             ]
            }
           ],
           "source": [
            "let x = \\"\\\\(1)\\"\\n",
            "x"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": null,
           "id": "empty_-Z",
           "metadata": {},
           "outputs": [],
           "source": []
          },
          {
           "cell_type": "raw",
           "id": "r",
           "metadata": {
            "format": "text/latex"
           },
           "source": [
            "a/b"
           ]
          }
         ],
         "metadata": {
          "a": null,
          "kernelspec": {
           "display_name": "Swift",
           "language": "swift",
           "name": "swiftlet"
          },
          "language_info": {
           "name": "swift"
          },
          "z": 1.0
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """
}
