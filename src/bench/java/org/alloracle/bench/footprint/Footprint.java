package org.alloracle.bench.footprint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.alloracle.bench.report.Plot;
import org.alloracle.bench.report.Sink;
import org.alloracle.bench.report.Table;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.design.Design;

/**
 * The memory that the designs need for sizes that change. The same in every run: nothing is timed,
 * except that a design that takes too long is given up.
 *
 * <p>Pages count once a block has touched them, since no design gives memory back. Metadata beside
 * the memory is not counted.
 */
public final class Footprint {
  /** Of the bytes that live: what a heap may have. */
  private static final int ROOM = 8;

  private static final int SECONDS = 60;

  /** What came of a design under a workload; not a number, and a note, if nothing did. */
  public record Row(
      String workload,
      String design,
      double touched,
      double highWater,
      double robson,
      String note) {

    private String cell() {
      return note.isEmpty() ? Table.number(touched, 2) + " / " + Table.number(highWater, 2) : note;
    }
  }

  private final long live;
  private final Path out;
  private final Sink sink;

  /**
   * Prepares it.
   *
   * @param live bytes that live
   */
  public Footprint(long live, Path out, Sink sink) {
    this.live = live;
    this.out = out;
    this.sink = sink;
  }

  /** Runs every design of the registry on every workload; returns the rows for the data file. */
  public List<Row> run() {
    List<Row> rows = new ArrayList<>();
    List<Design> designs = Design.all().stream().filter(it -> it.fast() != null).toList();
    String[] headings = new String[designs.size() + 3];
    headings[0] = "name";
    headings[1] = "sizes";
    headings[headings.length - 1] = "Robson";
    Table csv = new Table("workload", "design", "touched", "high_water", "robson", "note");
    Plot plot =
        new Plot(
            "Footprint, " + (live >> 20) + " MiB live",
            "bytes of touched 4-KiB pages / peak requested bytes; the line is 1",
            1);
    for (int i = 0; i < designs.size(); i++) {
      headings[i + 2] = designs.get(i).label();
    }
    Table table = new Table(headings);
    for (Shift shift : Shift.all()) {
      String[] cells = new String[headings.length];
      cells[0] = shift.name();
      cells[1] = shift.what();
      cells[cells.length - 1] = Table.number(shift.robson(), 2);
      plot.group(shift.name() + ": " + shift.what());
      for (int i = 0; i < designs.size(); i++) {
        Row row = measure(designs.get(i), shift);
        rows.add(row);
        csv.row(
            row.workload,
            row.design,
            Table.number(row.touched, 4),
            Table.number(row.highWater, 4),
            Table.number(row.robson, 2),
            row.note);
        cells[i + 2] = row.cell();
        if (!Double.isNaN(row.touched)) {
          plot.bar(row.design, row.touched, Table.number(row.touched, 2), "#2b7a3d");
        }
      }
      table.row(cells);
      sink.progress("footprint: " + shift.name());
    }
    sink.line(
        "Footprint, "
            + (live >> 20)
            + " MiB live: touched 4-KiB pages / high-water address, each over peak requested bytes");
    table.print(sink);
    sink.line("Robson: what some program can force on any allocator that moves nothing, if sizes");
    sink.line("are powers of two times the least: 1 + log2(greatest / least) / 2");
    sink.line("");
    Sink.write(out.resolve("footprint.csv"), csv.csv());
    Sink.write(out.resolve("footprint.svg"), plot.svg());
    return rows;
  }

  private Row measure(Design design, Shift shift) {
    long heap = ROOM * live / design.grain() * design.grain();
    double touched = Double.NaN;
    double highWater = Double.NaN;
    String note = "";
    BlockAllocator allocator = design.make(false, heap);
    if (allocator.allocate(shift.greatest(), 1) == BlockAllocator.NONE) {
      note = "size refused";
    } else {
      Simulation simulation = new Simulation(design.make(false, heap), live, SECONDS);
      try {
        simulation.run(shift);
        touched = simulation.touched();
        highWater = simulation.highWater();
      } catch (Simulation.EndedException e) {
        note = String.valueOf(e.getMessage());
      }
    }
    return new Row(shift.name(), design.label(), touched, highWater, shift.robson(), note);
  }
}
