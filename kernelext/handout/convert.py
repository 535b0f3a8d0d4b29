"""Turn executed notebooks into fragments of HTML with nbconvert.

In, on stdin: a JSON list of {"notebook": the text of a .ipynb, "folder": where
its images are looked for}. Out, on stdout: a JSON list of HTML fragments, in order.
"""

import json
import sys

import nbformat
from latex2mathml.converter import convert as mathml
from nbconvert.exporters import HTMLExporter, html
from nbconvert.filters.markdown_mistune import IPythonRenderer
from traitlets.config import Config

NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'


def formula(tex, display):
    return mathml(tex, display=display).replace(NAMESPACE, "")


class Renderer(IPythonRenderer):
    """Writes formulas as MathML, which browsers draw without a script."""

    def block_math(self, body):
        return formula(body, "block")

    def multiline_math(self, text):
        return formula(text, "block")

    def latex_environment(self, name, body):
        return formula(rf"\begin{{{name}}}{body}\end{{{name}}}", "block")

    def inline_math(self, body):
        return formula(body, "inline")

    def _html_embed_images(self, html):
        # nbconvert parses each block of HTML by itself, and so would close a
        # <details> before what it holds: give it only those with an image.
        return super()._html_embed_images(html) if "<img" in html else html


html.IPythonRenderer = Renderer  # the exporter names its renderer there
exporter = HTMLExporter(
    template_name="cahiers",
    extra_template_basedirs=[sys.argv[1]],
    embed_images=True,
    exclude_anchor_links=True,
    language_code="fr",
    # %% is GoNB's and opens no cell in another language.
    config=Config(HighlightMagicsPreprocessor={"enabled": False}),
)
pages = []
for item in json.load(sys.stdin):
    notebook = nbformat.reads(item["notebook"], as_version=4)
    resources = {"metadata": {"path": item["folder"]}}
    page, _ = exporter.from_notebook_node(notebook, resources)
    pages.append(page)
json.dump(pages, sys.stdout)
