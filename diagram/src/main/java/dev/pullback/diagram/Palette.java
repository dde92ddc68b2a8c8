package dev.pullback.diagram;

import dev.pullback.api.jacobian.Structure;
import java.util.Locale;

/** The classes of the drawing's elements and their colours, on light and on dark ground. */
final class Palette {

    static final String STYLES = """
            .page { fill: #ffffff; }
            text { fill: #1f2430; }
            .title { font-size: 14px; }
            .quiet { fill: #5b6475; }
            .box { stroke-width: 1; }
            .result .box { stroke-width: 2.2; }
            .goal { fill: #b3261e; }
            .input .box { fill: #e3f4e8; stroke: #3f9460; }
            .forward .box { fill: #f4f6fb; stroke: #7b879b; }
            .gradient .box { fill: #fff0de; stroke: #cc7f33; }
            .update .box { fill: #f2eafb; stroke: #8f66c4; }
            .other .box { fill: #e4f3fb; stroke: #3d8fbf; }
            .way { fill: none; stroke: #6b7689; stroke-width: 1.1; }
            .tip { fill: #6b7689; }
            .up .way { stroke: #cc7f33; }
            .up .tip { fill: #cc7f33; }
            .none .way { stroke-dasharray: 3 3; }
            .zero { fill: #e6e8ec; }
            .identity { fill: #d9e2f1; }
            .diagonal { fill: #fff0a8; }
            .kronecker { fill: #cfdcff; }
            .reindexing { fill: #cdf0d6; }
            .sum { fill: #ffdcd9; }
            .dense { fill: #efd8fa; }
            @media (prefers-color-scheme: dark) {
            .page { fill: #14171d; }
            text { fill: #e8ebf1; }
            .quiet { fill: #a3adbd; }
            .goal { fill: #ff9d94; }
            .input .box { fill: #173523; stroke: #5cb57f; }
            .forward .box { fill: #222732; stroke: #7f8ba0; }
            .gradient .box { fill: #3d2a14; stroke: #e09a52; }
            .update .box { fill: #2f2342; stroke: #a983dc; }
            .other .box { fill: #16303f; stroke: #5aaad8; }
            .way { stroke: #8c97aa; }
            .tip { fill: #8c97aa; }
            .up .way { stroke: #e09a52; }
            .up .tip { fill: #e09a52; }
            .zero { fill: #343942; }
            .identity { fill: #2c3a52; }
            .diagonal { fill: #554a10; }
            .kronecker { fill: #2b3b78; }
            .reindexing { fill: #1f4a2c; }
            .sum { fill: #5e2926; }
            .dense { fill: #4a2a5c; }
            }
            """;

    private Palette() {}

    /** The class of a node: where in the computation it belongs. */
    static String of(Node node) {
        if (node.kind() == Node.Kind.INPUT) {
            return "input";
        }
        return switch (node.phase()) {
            case "" -> "forward";
            case "gradient" -> "gradient";
            case "update" -> "update";
            default -> "other";
        };
    }

    /** The class of a tag. */
    static String of(Structure structure) {
        return structure.name().toLowerCase(Locale.ROOT);
    }
}
