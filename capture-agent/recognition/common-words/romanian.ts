/** Frequent Romanian words, mostly function words, compiled for this project; lower case, comma below. */
export const romanianWords = `
a ai al ale altă alte altfel am ani anul are asemenea asta astăzi astfel asupra atât atunci au aceasta această acest acesta aceste acestea
acestei acestor acestui acolo acum acum acea aceea acei acel acele acelea acelor aș așa ați avea avem avut abia afară aici alături alt
altul aproape apoi ba bine ca că căci când care cărei căror cărora cărui căruia cât câte câteva câțiva ce cea ceea cei cel cele celor
cere chiar ci cine cineva conform contra cu cum cumva da dacă dar datorită de deci decât deja deoarece departe desigur despre deși din
dintre două doar doi domnul doamna după dumneavoastră dumneata ea ei el ele era erau este ești eu face fără fără fi fie fiecare fiind
foarte fost funcție grație iar îi îl îmi împotriva în înainte înapoi încât încă îndată între întru întrucât îți la lângă le li lor lui
mai mare mea mei mele mereu meu mi mod mult multă multe mulți ne neavând nici nicio niciodată nimic niște noastră noastre noi nostru noștri nouă
nr nu numai o ori oricare orice oricine oricum or pe pentru peste până pot poate prea prin printre privind punct se sau să săi sale
sau sub sunt suntem spre să-și și-a s-a s-au ta tale tău te ti timp tot toată toate toți toți totuși totul trebuie tuturor un una unde
undeva unei uneia unele unii unor unora unu unui unuia unul va vă vei voastră vom vor voi vostru vreo vreun zi zile și ți-a anului
nostru avut către astfel potrivit termen legii dispoziție hotărâre consiliului primarul satul comunei raionul persoane
`
