const fullWidth: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！', '(': '（', ')': '）' }

/** A sentence with the marks that a Chinese reader expects: the host writes many with those of the keyboard. */
export function chineseMarks(sentence: string): string {
  return sentence.replace(/(?<=[\u4e00-\u9fff”》）])[,;:?!()]|[,;:?!()](?=[\u4e00-\u9fff“《（])/g, mark => fullWidth[mark] ?? mark)
}
