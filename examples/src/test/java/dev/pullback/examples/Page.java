package dev.pullback.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation: its code blocks, tables, links, and the names in it. */
public record Page(Path file, String text) {

    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)");
    private static final Pattern TYPE_NAME = Pattern.compile("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)\\b[^`]*`");

    /** A file in the folder docs. */
    public static Page read(String name) throws IOException {
        Path file = Path.of("..", "docs", name);
        return new Page(file, Files.readString(file));
    }

    /** The blocks in a language, each as it stands there. */
    public List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** The cells of all rows of the table that begins with this cell, without its head. */
    public List<List<String>> table(String firstCell) {
        return text.lines()
                .dropWhile(line -> !line.startsWith("| " + firstCell + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(row -> Stream.of(row.substring(1).split("(?<!\\\\)\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /** Files that the page leads to, and that are not there. */
    public List<String> deadLinks() {
        return LINK.matcher(prose())
                .results()
                .map(link -> link.group(1))
                .filter(link -> !Files.exists(file.resolveSibling(link)))
                .toList();
    }

    /** Classes that the text names in backticks. */
    public Stream<String> typeNames() {
        return TYPE_NAME.matcher(prose()).results().map((MatchResult name) -> name.group(1));
    }

    private String prose() {
        return BLOCK.matcher(text).replaceAll("");
    }
}
