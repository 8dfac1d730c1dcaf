package dev.gatehouse.core.expression;

/**
 * What is wrong with the text of an expression, and where. Lines and columns count from 1; the end
 * is the column after the last one.
 */
public record Flaw(String sentence, int startLine, int startColumn, int endLine, int endColumn) {}
