irdl.dialect @toy {
  irdl.operation @twice {
    %0 = irdl.any
    irdl.operands(input: %0)
    irdl.results(result: %0)
  }
}
